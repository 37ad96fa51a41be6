package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.runbook.RunbookDocument;
import java.util.List;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/** The blocks of a runbook, each place with its mark. */
final class Blocks {
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .omitSingleParagraphP(true)
            .build();

    /** What Markdown makes: no image, which a page without network could not show, and no link that leads elsewhere than it says. */
    private static final Safelist MARKDOWN = Safelist.basic()
            .addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr")
            .addProtocols("a", "href", "#", "http", "https", "mailto")
            .removeProtocols("a", "href", "ftp")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

    private final RunbookDocument document;
    private final Mark mark;
    private final Remedy remedy;

    Blocks(RunbookDocument document, Mark mark, Remedy remedy) {
        this.document = document;
        this.mark = mark;
        this.remedy = remedy;
    }

    /** @param judges all that judges something below it */
    void heading(Element section, Heading heading, RunbookDocument.Section begun, List<Outcome> judges) {
        Element shown = Html.add(section, "h" + Math.min(heading.getLevel() + 1, 6), "");
        inline(shown, heading);
        if (!judges.isEmpty()) {
            shown.appendText(" ").appendChild(Badge.of(Badge.worst(judges)));
        }
        document.asAWhole(begun).ifPresent(part -> {
            Html.add(section, "p", "muted", "The section as a whole:");
            mark.addTo(section, part);
        });
    }

    /** @param section null above the first heading, where nothing is looked up */
    void add(Element parent, Node block, RunbookDocument.@Nullable Section section) {
        if (block instanceof FencedCodeBlock code) {
            code(parent, code.getLiteral(), section);
        } else if (block instanceof IndentedCodeBlock code) {
            code(parent, code.getLiteral(), section);
        } else if (block instanceof ListBlock list) {
            list(parent, list, section);
        } else if (block instanceof Paragraph paragraph) {
            paragraph(parent, paragraph, section);
        } else if (!(block instanceof HtmlBlock)) {
            rendered(parent, block);
        }
    }

    private void paragraph(Element parent, Paragraph paragraph, RunbookDocument.@Nullable Section section) {
        Element shown = Html.of("p", "");
        inline(shown, paragraph);
        if (shown.hasText()) {
            parent.appendChild(shown);
        }
        if (section != null) {
            mark.addTo(parent, document.place(section, paragraph));
        }
    }

    private void list(Element parent, ListBlock list, RunbookDocument.@Nullable Section section) {
        Element shown = Html.add(parent, list instanceof OrderedList ? "ol" : "ul", "");
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            Element entry = Html.add(shown, "li", "");
            Node own = item.getFirstChild();
            if (own instanceof Paragraph) {
                inline(entry, own);
                if (section != null && item instanceof ListItem said) {
                    mark.addTo(entry, document.place(section, said));
                }
                own = own.getNext();
            }
            for (Node further = own; further != null; further = further.getNext()) {
                add(entry, further, section);
            }
        }
    }

    private void code(Element parent, String literal, RunbookDocument.@Nullable Section section) {
        Element block = Html.add(parent, "div", "code");
        for (RunbookDocument.Line line : RunbookDocument.lines(literal)) {
            if (line.says().isEmpty()) {
                continue;
            }
            Html.add(block, "pre", line.comment() ? "comment" : "command", line.written());
            String here = remedy.here(line.written());
            if (!here.equals(line.written())) {
                Html.add(Html.add(block, "div", "here", "On this stack:"), "pre", "command", here);
            }
            if (section != null) {
                mark.addTo(block, document.place(section, line));
            }
        }
    }

    /** What a renderer makes of a block's words, without a tag around it. */
    private static void inline(Element parent, Node block) {
        StringBuilder html = new StringBuilder();
        for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
            if (!(child instanceof org.commonmark.node.HtmlInline)) {
                html.append(RENDERER.render(child));
            }
        }
        append(parent, html.toString());
    }

    private static void rendered(Element parent, Node block) {
        append(parent, RENDERER.render(block));
    }

    /** The renderer escapes already; the second look does not take its word for it. */
    private static void append(Element parent, String html) {
        Element clean = Jsoup.parseBodyFragment(Jsoup.clean(html, "", MARKDOWN.preserveRelativeLinks(false)))
                .body();
        parent.appendChildren(clean.childNodesCopy());
    }
}
