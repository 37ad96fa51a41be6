package io.logstack.conformance.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Goes over a document once, and keeps what it says. */
final class RunbookReader extends AbstractVisitor {
    private final Set<String> sections = new LinkedHashSet<>();
    private final List<Runbook.Command> commands = new ArrayList<>();
    private final List<Runbook.Item> items = new ArrayList<>();
    private String section = "";
    private String under = "";

    Runbook from(String source, Node document) {
        document.accept(this);
        return new Runbook(source, List.copyOf(sections), List.copyOf(commands), List.copyOf(items));
    }

    @Override
    public void visit(Heading heading) {
        section = words(heading);
        under = "";
    }

    @Override
    public void visit(Paragraph paragraph) {
        under = words(paragraph);
        if (!under.isEmpty()) {
            sections.add(section);
        }
    }

    @Override
    public void visit(ListItem item) {
        sections.add(section);
        items.add(new Runbook.Item(section, under, text(item), words(item), code(item)));
    }

    @Override
    public void visit(FencedCodeBlock block) {
        sections.add(section);
        new CodeBlock().read(block.getLiteral());
    }

    /** Lines of one code block. */
    private final class CodeBlock {
        private final List<String> comments = new ArrayList<>();
        private final StringBuilder open = new StringBuilder();
        private final Map<Integer, String> forwarded = new LinkedHashMap<>();
        private String comment = "";

        void read(String block) {
            block.lines().map(String::strip).forEach(this::line);
            endComments();
        }

        private void line(String line) {
            if (open.isEmpty() && line.startsWith("#")) {
                comment = line.substring(1).strip();
                comments.add(comment);
                named();
            } else if (line.endsWith("\\")) {
                open.append(line, 0, line.length() - 1).append(' ');
            } else if ((open + line).isBlank()) {
                endComments();
                comment = "";
            } else {
                comments.clear();
                command((open + line).strip());
            }
        }

        private void command(String text) {
            open.setLength(0);
            PortForward.of(text).ifPresent(found -> forwarded.put(found.localPort(), found.service()));
            commands.add(new Runbook.Command(section, comment, text, Map.copyOf(forwarded)));
        }

        /** A comment such as {@code Query: up}. */
        private void named() {
            int colon = comment.indexOf(": ");
            if (colon > 0) {
                items.add(new Runbook.Item(
                        section,
                        "",
                        comment,
                        comment.substring(0, colon),
                        List.of(comment.substring(colon + 2).strip())));
            }
        }

        /** Comments that no command follows and whose first ends in a colon tell what the commands above print. */
        private void endComments() {
            if (comments.size() > 1 && comments.get(0).endsWith(":")) {
                comments.stream()
                        .skip(1)
                        .forEach(line -> items.add(new Runbook.Item(section, comments.get(0), line, line, List.of())));
            }
            comments.clear();
        }
    }

    /** Everything that is written in a node. */
    private static String text(Node node) {
        Words words = new Words() {
            @Override
            public void visit(Code span) {
                append(span.getLiteral());
            }
        };
        node.accept(words);
        return words.read();
    }

    private static String words(Node node) {
        Words words = new Words();
        node.accept(words);
        return words.read();
    }

    private static List<String> code(Node node) {
        List<String> code = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Code span) {
                code.add(span.getLiteral());
            }
        });
        return List.copyOf(code);
    }

    private static class Words extends AbstractVisitor {
        private final StringBuilder words = new StringBuilder();

        @Override
        public void visit(Text text) {
            append(text.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            append(" ");
        }

        final void append(String text) {
            words.append(text);
        }

        final String read() {
            return words.toString().strip();
        }
    }
}
