package io.logstack.conformance.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/** A runbook as it is written, for those who show it: which of its blocks and lines say what, and what judges that. */
public final class RunbookDocument {
    private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)\\s*=\\s*[\"']([\\w.-]+)[\"']");
    private static final Pattern HEADING_ANCHOR = Pattern.compile("\\{#([\\w.-]+)}\\s*$");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Node root;
    private final Coverage coverage;
    private final Set<Saying> sayings;

    private RunbookDocument(Node root, Runbook runbook, Coverage coverage) {
        this.root = root;
        this.coverage = coverage;
        this.sayings = new HashSet<>(runbook.sayings());
    }

    /**
     * The runbook of a file.
     *
     * @throws IOException when it cannot be read
     */
    public static RunbookDocument read(Path file, Coverage coverage) throws IOException {
        return parse(Files.readString(file), coverage);
    }

    /** The runbook of a text. */
    public static RunbookDocument parse(String markdown, Coverage coverage) {
        Node root = Runbook.PARSER.parse(markdown);
        return new RunbookDocument(root, new RunbookReader().from("", root), coverage);
    }

    /** The document's blocks are its children. */
    public Node root() {
        return root;
    }

    /**
     * What a heading begins.
     *
     * @param heading its words
     * @param anchor where links to it lead: its own, written before it or in it, else as Markdown renderers derive it
     * @param covered the heading that the coverage has for it, by its words or by its anchor; empty when it has none
     */
    public record Section(String heading, String anchor, Optional<String> covered) {}

    /** The section that a heading begins. */
    public Section section(Heading heading) {
        String written = Prose.words(heading);
        Matcher own = HEADING_ANCHOR.matcher(written);
        String words = own.find() ? written.substring(0, own.start()).strip() : written;
        String anchor =
                own.reset().find() ? own.group(1) : anchorBefore(heading).orElseGet(() -> slug(words));
        Optional<String> covered = coverage.parts().stream()
                .map(Coverage.Part::section)
                .filter(section ->
                        slug(section).equals(slug(words)) || slug(section).equals(anchor))
                .findFirst();
        return new Section(written, anchor, covered);
    }

    /**
     * What is written in one place, and what judges it.
     *
     * @param said whether it is something to be judged or left to the operator
     * @param part what the coverage has of it; empty where it is not said, or is UNMAPPED
     */
    public record Place(boolean said, Optional<Coverage.Part> part) {
        /** Whether nothing judges it and nothing leaves it to the operator. */
        public boolean unmapped() {
            return said && part.isEmpty();
        }
    }

    /** The place of a paragraph. */
    public Place place(Section section, Paragraph paragraph) {
        return place(section, Prose.text(paragraph));
    }

    /** The place of a list's item, what is listed below it left out. */
    public Place place(Section section, ListItem item) {
        Node own = item.getFirstChild();
        return place(section, own instanceof Paragraph ? Prose.text(own) : "");
    }

    /** The place of a line of a code block. */
    public Place place(Section section, Line line) {
        return place(section, line.says());
    }

    private Place place(Section section, String text) {
        String says = Saying.spaced(text);
        boolean said = sayings.stream()
                .anyMatch(saying -> saying.section().equals(section.heading())
                        && saying.text().equals(says));
        Optional<Coverage.Part> part = coverage.parts().stream()
                .filter(known ->
                        section.covered().filter(known.section()::equals).isPresent())
                .filter(known -> says.equals(known.says()))
                .findFirst();
        return new Place(said, said ? part : Optional.empty());
    }

    /** What the coverage has of a section as a whole. */
    public Optional<Coverage.Part> asAWhole(Section section) {
        return coverage.parts().stream()
                .filter(known ->
                        section.covered().filter(known.section()::equals).isPresent())
                .filter(known -> known.says() == null)
                .findFirst();
    }

    /**
     * One line of a code block; a line that ends in a backslash is one with its next.
     *
     * @param written as it is written, line breaks included
     * @param comment whether it is a comment
     * @param says what it says: a comment without its mark, a command on one line
     */
    public record Line(String written, boolean comment, String says) {}

    /** The lines of a code block's text. */
    public static List<Line> lines(String code) {
        List<Line> lines = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String written : code.lines().toList()) {
            String line = written.strip();
            open.add(written);
            if (!line.endsWith("\\") || (open.size() == 1 && line.startsWith("#"))) {
                lines.add(line(open));
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            lines.add(line(open));
        }
        return lines;
    }

    private static Line line(List<String> open) {
        String first = open.get(0).strip();
        boolean comment = first.startsWith("#");
        StringBuilder says = new StringBuilder();
        for (String written : open) {
            String line = written.strip();
            says.append(line.endsWith("\\") && !comment ? line.substring(0, line.length() - 1) : line)
                    .append(' ');
        }
        String said = comment ? first.substring(1) : says.toString();
        return new Line(String.join("\n", open), comment, Saying.spaced(said));
    }

    private static Optional<String> anchorBefore(Heading heading) {
        Node before = heading.getPrevious();
        String html = before instanceof HtmlBlock block
                ? block.getLiteral()
                : before instanceof Paragraph paragraph ? Prose.html(paragraph) : "";
        Matcher found = ANCHOR.matcher(html);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String slug(String words) {
        return NO_WORD.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
    }
}
