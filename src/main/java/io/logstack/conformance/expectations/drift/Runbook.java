package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * The runbook in use, as far as it can be held against a stack.
 *
 * @param source where it was read
 * @param commands what it tells to type, in order
 * @param items what it lists, and what the comments of its code blocks name, in order
 */
record Runbook(String source, List<Command> commands, List<Item> items) {
    /**
     * A command line of a code block; lines that end in a backslash are one with their next.
     *
     * @param section heading above it
     * @param comment the comment above it, without its mark, or empty
     * @param forwarded local port to Service, of the port-forwards before it in its block
     */
    record Command(String section, String comment, String text, Map<Integer, String> forwarded) {
        Said said() {
            return new Said(section, text);
        }

        /** Its words, pipes and lists taken apart. */
        List<List<String>> parts() {
            return Shell.commands(text);
        }
    }

    /**
     * Something named.
     *
     * @param section heading above it
     * @param under the line of text above its list, or empty
     * @param label its words outside of code
     * @param code its code
     */
    record Item(String section, String under, String label, List<String> code) {
        /** Each piece of its code, as said under its heading. */
        Stream<Said> said() {
            return code.stream().map(text -> new Said(section, text));
        }
    }

    /**
     * One place of the runbook.
     *
     * @param section heading above it
     * @param text what it says there, word by word
     */
    record Said(String section, String text) {}

    /**
     * The profile's runbook.
     *
     * @throws InconclusiveException when there is none that could be wrong
     */
    static Runbook read(Profile profile) {
        Path file = Path.of(profile.runbook());
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new InconclusiveException(
                    "The runbook '" + file + "' cannot be read (" + e + "); the profile's key runbook names the one in "
                            + "use.",
                    null);
        }
    }

    static Runbook parse(String source, String markdown) {
        Reader reader = new Reader();
        Parser.builder().build().parse(markdown).accept(reader);
        return new Runbook(source, List.copyOf(reader.commands), List.copyOf(reader.items));
    }

    /** Goes over the document once. */
    private static final class Reader extends AbstractVisitor {
        private final List<Command> commands = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        private String section = "";
        private String under = "";

        @Override
        public void visit(Heading heading) {
            section = words(heading);
            under = "";
        }

        @Override
        public void visit(Paragraph paragraph) {
            under = words(paragraph);
        }

        @Override
        public void visit(ListItem item) {
            items.add(new Item(section, under, words(item), code(item)));
        }

        @Override
        public void visit(FencedCodeBlock block) {
            String comment = "";
            StringBuilder open = new StringBuilder();
            Map<Integer, String> forwarded = new LinkedHashMap<>();
            for (String line : block.getLiteral().lines().map(String::strip).toList()) {
                if (open.isEmpty() && line.startsWith("#")) {
                    comment = line.substring(1).strip();
                    named(comment);
                } else if (line.endsWith("\\")) {
                    open.append(line, 0, line.length() - 1).append(' ');
                } else if (!(open + line).isBlank()) {
                    String text = (open + line).strip();
                    open.setLength(0);
                    PortForward.of(text).ifPresent(found -> forwarded.put(found.localPort(), found.service()));
                    commands.add(new Command(section, comment, text, Map.copyOf(forwarded)));
                } else {
                    comment = "";
                }
            }
        }

        /** A comment such as {@code Query: up}. */
        private void named(String comment) {
            int colon = comment.indexOf(": ");
            if (colon > 0) {
                items.add(new Item(
                        section,
                        "",
                        comment.substring(0, colon),
                        List.of(comment.substring(colon + 2).strip())));
            }
        }

        private static String words(Node node) {
            StringBuilder words = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text text) {
                    words.append(text.getLiteral());
                }

                @Override
                public void visit(SoftLineBreak lineBreak) {
                    words.append(' ');
                }
            });
            return words.toString().strip();
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
    }
}
