package io.logstack.conformance.runbook;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;

/**
 * The runbook in use, as far as it can be held against a stack.
 *
 * @param source where it was read
 * @param sections headings, in order, but for those that only put other sections together
 * @param commands what it tells to type, in order
 * @param items what it lists, what the comments of its code blocks name, and the output that they promise, in order
 * @param sayings all that it says, in order and each once to a section
 */
public record Runbook(
        String source, List<String> sections, List<Command> commands, List<Item> items, List<Saying> sayings) {
    static final Parser PARSER = Parser.builder().build();

    /**
     * A command line of a code block; lines that end in a backslash are one with their next.
     *
     * @param section heading above it
     * @param comment the comment above it, without its mark, or empty
     * @param forwarded local port to Service, of the port-forwards before it in its block
     */
    public record Command(String section, String comment, String text, Map<Integer, String> forwarded) {
        public Said said() {
            return new Said(section, text);
        }

        /** Its words, pipes and lists taken apart. */
        public List<List<String>> parts() {
            return Shell.commands(text);
        }
    }

    /**
     * Something named.
     *
     * @param section heading above it
     * @param under the line of text above its list, or empty
     * @param text its words, code among them
     * @param label its words outside of code
     * @param code its code
     */
    public record Item(String section, String under, String text, String label, List<String> code) {
        /** Each piece of its code, as said under its heading. */
        public Stream<Said> said() {
            return code.stream().map(text -> new Said(section, text));
        }
    }

    /**
     * One place of the runbook.
     *
     * @param section heading above it
     * @param text what it says there, word by word
     */
    public record Said(String section, String text) {}

    /**
     * The profile's runbook.
     *
     * @throws InconclusiveException when there is none that could be wrong
     */
    public static Runbook inUse(Profile profile) {
        Path file = Path.of(profile.runbook());
        try {
            return read(file);
        } catch (IOException e) {
            throw new InconclusiveException(
                    "The runbook '" + file + "' cannot be read (" + e + "); the profile's key runbook names the one in "
                            + "use.",
                    null);
        }
    }

    /**
     * The runbook of a file.
     *
     * @throws IOException when it cannot be read
     */
    public static Runbook read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /**
     * The runbook of a text.
     *
     * @param source where the text was read
     */
    public static Runbook parse(String source, String markdown) {
        return new RunbookReader().from(source, PARSER.parse(markdown));
    }
}
