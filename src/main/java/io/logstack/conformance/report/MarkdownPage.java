package io.logstack.conformance.report;

import io.logstack.conformance.catalog.VisibleText;
import java.util.Arrays;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * Markdown that GitHub takes as a comment: of bounded length, and with every text from a stack as code, where it is no
 * markup, no HTML, and mentions nobody.
 */
final class MarkdownPage {
    /** GitHub refuses a comment of 65,536 characters. */
    private static final int LONGEST = 65_000;

    /** Kept free for what closes a page that is full. */
    private static final int RESERVE = 3_000;

    /** Longest text of one line, and of one block, from a stack. */
    private static final int LONGEST_LINE = 240;

    private static final int LONGEST_BLOCK = 2_500;

    private final MarkdownRenderer renderer = MarkdownRenderer.builder().build();
    private final StringBuilder page = new StringBuilder();

    /** Appends blocks that belong together, or none of them when the page is full. */
    boolean add(Block... blocks) {
        return add(LONGEST - RESERVE, blocks);
    }

    /** Appends a short block even to a full page. */
    void close(Block block) {
        add(LONGEST, block);
    }

    private boolean add(int most, Block... blocks) {
        StringBuilder added = new StringBuilder();
        for (Block block : blocks) {
            added.append(renderer.render(block).stripTrailing()).append("\n\n");
        }
        if (page.length() + added.length() > most) {
            return false;
        }
        page.append(added);
        return true;
    }

    /**
     * Appends items behind a line that unfolds them, as many as there is room for.
     *
     * @param summary plain words of the suite's own
     */
    void addFolded(String summary, List<? extends Block> items) {
        if (!add(html("<details>\n<summary>" + summary + "</summary>"))) {
            close(paragraph(text(summary)));
            return;
        }
        addAll(items);
        close(html("</details>"));
    }

    /** Appends as many as there is room for, and says how many there was none for. */
    void addAll(List<? extends Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (!add(blocks.get(i))) {
                close(paragraph(text("… and " + (blocks.size() - i) + " more, for which there is no room here")));
                return;
            }
        }
    }

    @Override
    public String toString() {
        return page.toString().stripTrailing() + "\n";
    }

    static Block heading(int level, Node... words) {
        Heading heading = new Heading();
        heading.setLevel(level);
        return with(heading, words);
    }

    static Block paragraph(Node... words) {
        return with(new Paragraph(), words);
    }

    /** A list, tight, of an item for each of these paragraphs. */
    static Block list(List<? extends Block> items) {
        BulletList list = new BulletList();
        list.setTight(true);
        items.forEach(item -> {
            ListItem entry = new ListItem();
            entry.setContentIndent(2);
            entry.appendChild(item);
            list.appendChild(entry);
        });
        return list;
    }

    /** The suite's own words. */
    static Node text(String words) {
        return new Text(words);
    }

    static Node strong(String words) {
        StrongEmphasis strong = new StrongEmphasis();
        strong.appendChild(text(words));
        return strong;
    }

    static Node link(String words, String destination) {
        Link link = new Link(destination, null);
        link.appendChild(text(words));
        return link;
    }

    /** A text from a stack, on one line. */
    static Node told(String text) {
        String line = Words.oneLine(text, LONGEST_LINE);
        return line.isEmpty() ? text("(nothing)") : new Code(line);
    }

    /** A text from a stack, with its lines. */
    static Block quoted(String text) {
        String visible = VisibleText.of(Words.cut(text, LONGEST_BLOCK)).strip();
        String shown = Words.cut(visible, LONGEST_BLOCK);
        FencedCodeBlock block = new FencedCodeBlock();
        block.setFenceCharacter("`");
        block.setInfo("text");
        block.setLiteral(shown + (shown.length() < text.strip().length() ? " …" : "") + "\n");
        return block;
    }

    private static Block html(String literal) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(literal);
        return block;
    }

    private static Block with(Block block, Node... words) {
        Arrays.stream(words).forEach(block::appendChild);
        return block;
    }
}
