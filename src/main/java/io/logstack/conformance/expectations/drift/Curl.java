package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.runbook.Runbook;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@code curl} of the runbook that asks a local port.
 *
 * @param command where it stands
 * @param port the local port
 * @param path with its leading slash
 * @param query what follows the question mark, as typed, or empty
 * @param globbing whether curl takes braces and brackets in the URL for its own
 * @param piped the commands that its output goes through
 */
record Curl(Runbook.Command command, int port, String path, String query, boolean globbing, List<List<String>> piped) {
    private static final Pattern URL =
            Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1):(\\d{1,5})(/[^?]*)?(?:\\?(.*))?");
    private static final Pattern SHORT_OPTIONS_WITH_G = Pattern.compile("-[A-Za-z]*g[A-Za-z]*");

    /** Every one that the runbook has. */
    static List<Curl> in(Runbook runbook) {
        return runbook.commands().stream().flatMap(Curl::of).toList();
    }

    private static Stream<Curl> of(Runbook.Command command) {
        List<List<String>> parts = command.parts();
        if (parts.isEmpty() || !parts.get(0).get(0).equals("curl")) {
            return Stream.empty();
        }
        List<String> words = parts.get(0);
        boolean globbing = words.stream()
                .noneMatch(word -> word.equals("--globoff")
                        || SHORT_OPTIONS_WITH_G.matcher(word).matches());
        return words.stream()
                .map(URL::matcher)
                .filter(Matcher::matches)
                .map(url -> new Curl(
                        command,
                        Integer.parseInt(url.group(1)),
                        url.group(2) == null ? "/" : url.group(2),
                        url.group(3) == null ? "" : url.group(3),
                        globbing,
                        parts.subList(1, parts.size())));
    }

    /** The Service behind the port, by the port-forward before it. */
    Optional<String> service() {
        return Optional.ofNullable(command.forwarded().get(port));
    }

    /** The value of a parameter in the URL, as typed. */
    Optional<String> parameter(String name) {
        return Stream.of(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
