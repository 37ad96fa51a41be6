package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Site;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What to do next, with the names of this stack in its commands. */
final class Remedy {
    /** Commands, paths and values are in quotes, which are no apostrophes. */
    private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'([^']+)'(?!\\w)");

    /** A command that can be typed, rather than a path or a value. */
    private static final Pattern COMMAND = Pattern.compile("(kubectl|flux|helm|curl|radosgw-admin|s3cmd|aws) .*");

    private final Map<String, String> names;
    private final @Nullable Pattern written;

    /** @param site null where the profile could not be read */
    Remedy(@Nullable Site site) {
        this.names = site == null ? Map.of() : site.names();
        this.written = names.isEmpty()
                ? null
                : Pattern.compile(names.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
    }

    /** A command as it is to be typed here. */
    String here(String command) {
        return written == null
                ? command
                : written.matcher(command)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
    }

    /** Adds a remedy's words, its commands on lines of their own. */
    void addTo(Element parent, String remedy) {
        Matcher quoted = QUOTED.matcher(remedy);
        int from = 0;
        boolean onItsOwn = false;
        while (quoted.find()) {
            parent.appendText(words(remedy.substring(from, quoted.start()), onItsOwn));
            String command = here(quoted.group(1));
            onItsOwn = COMMAND.matcher(command).matches();
            parent.appendChild(Html.of("code", onItsOwn ? "command" : "", command));
            from = quoted.end();
        }
        parent.appendText(words(remedy.substring(from), onItsOwn));
    }

    /** After a line of its own a comma has nothing to part. */
    private static String words(String text, boolean afterLine) {
        return afterLine ? text.replaceFirst("^[,;:.]\\s*", "") : text;
    }
}
