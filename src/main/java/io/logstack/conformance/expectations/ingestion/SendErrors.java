package io.logstack.conformance.expectations.ingestion;

import io.logstack.conformance.expectations.assertions.Finding;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one Alloy's own log says of its sending.
 *
 * @param pod its pod
 * @param lines lines that were read
 * @param errors lines of failed sends that are not older than the window
 */
record SendErrors(String pod, int lines, List<String> errors) {
    /** How {@code loki.write} words it, whether the batch is sent again ("will retry") or given up ("final error"). */
    private static final String FAILED = "error sending batch";

    private static final Pattern TIME = Pattern.compile("\\bts=(\\S+)");

    /** @param since how far back errors count; one whose time cannot be read counts */
    static SendErrors of(String pod, String log, Instant since) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return new SendErrors(
                pod,
                lines.size(),
                lines.stream()
                        .filter(line -> line.contains(FAILED))
                        .filter(line ->
                                time(line).filter(at -> at.isBefore(since)).isEmpty())
                        .toList());
    }

    /** It has said something, so that its silence about errors is one. */
    boolean readable() {
        return lines > 0;
    }

    Finding none() {
        return new Finding(
                errors.isEmpty(),
                "no send error in the log of " + pod,
                errors.size() + ", the first: " + errors.stream().findFirst().orElse("none"),
                "the log of pod " + pod);
    }

    private static Optional<Instant> time(String line) {
        Matcher time = TIME.matcher(line);
        try {
            return time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
