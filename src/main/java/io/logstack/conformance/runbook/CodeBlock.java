package io.logstack.conformance.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of one code block: commands, and comments about them. */
final class CodeBlock {
    private final String section;
    private final Reading reading;
    private final List<String> comments = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private final Map<Integer, String> forwarded = new LinkedHashMap<>();
    private String comment = "";

    /** Takes what is read. */
    interface Reading {
        void command(Runbook.Command command);

        /** Something that comments name or promise. */
        void item(Runbook.Item item);

        /** Any other comment, without its mark. */
        void comment(String text);
    }

    /** @param section heading above it */
    CodeBlock(String section, Reading reading) {
        this.section = section;
        this.reading = reading;
    }

    void read(String block) {
        block.lines().map(String::strip).forEach(this::line);
        endComments();
    }

    private void line(String line) {
        if (open.isEmpty() && line.startsWith("#")) {
            comment = line.substring(1).strip();
            comments.add(comment);
        } else if (line.endsWith("\\")) {
            open.append(line, 0, line.length() - 1).append(' ');
        } else if ((open + line).isBlank()) {
            endComments();
            comment = "";
        } else {
            comments.forEach(this::commented);
            comments.clear();
            command((open + line).strip());
        }
    }

    private void command(String text) {
        open.setLength(0);
        PortForward.of(text).ifPresent(found -> forwarded.put(found.localPort(), found.service()));
        reading.command(new Runbook.Command(section, comment, text, Map.copyOf(forwarded)));
    }

    /** Comments that no command follows and whose first ends in a colon tell what the commands above print. */
    private void endComments() {
        if (comments.size() > 1 && comments.get(0).endsWith(":")) {
            comments.stream()
                    .skip(1)
                    .forEach(line -> reading.item(new Runbook.Item(section, comments.get(0), line, line, List.of())));
        } else {
            comments.forEach(this::commented);
        }
        comments.clear();
    }

    /** A comment such as {@code Query: up} names something. */
    private void commented(String text) {
        int colon = text.indexOf(": ");
        if (colon > 0) {
            reading.item(new Runbook.Item(
                    section,
                    "",
                    text,
                    text.substring(0, colon),
                    List.of(text.substring(colon + 2).strip())));
        } else {
            reading.comment(text);
        }
    }
}
