package io.logstack.conformance.expectations.query;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.SyntheticLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The lines that the fixed queries are asked over: few streams whose labels are easily mistaken for one another, and lines
 * of which every field is known without parsing them. No two have the same timestamp.
 */
final class Corpus {
    /** With fewer, some query would select all lines or none. */
    static final int FEWEST = 84;

    /** More would make no query any sharper. */
    static final int MOST = 140;

    static final String TEAM = "conformance_team";
    static final String ENVIRONMENT = "conformance_env";

    /** How much older the entries of the last stream are: further back than the range of the other streams. */
    static final Duration OLD = Duration.ofMinutes(90);

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final String CASE = "queries";

    /** Prefixes of one another, a dot that is one, a stream without the second label, and one of long ago. */
    private static final List<Map<String, String>> STREAMS = List.of(
            Map.of(TEAM, "checkout", ENVIRONMENT, "prod"),
            Map.of(TEAM, "checkout", ENVIRONMENT, "staging"),
            Map.of(TEAM, "check", ENVIRONMENT, "prod"),
            Map.of(TEAM, "payments"),
            Map.of(TEAM, "payments.eu", ENVIRONMENT, "staging"),
            Map.of(TEAM, "paymentsXeu", ENVIRONMENT, "prod"),
            Map.of(TEAM, "archive", ENVIRONMENT, "prod"));

    private final String run;
    private final Instant newest;
    private final List<Line> lines;

    /** How a line is written. */
    enum Shape {
        JSON,
        LOGFMT,
        PLAIN
    }

    /**
     * One line, with what is in it.
     *
     * @param labels those of its stream that tell it from the others
     */
    record Line(LogEntry entry, Map<String, String> labels, Shape shape, String level, int status, Duration duration) {
        String team() {
            return labels.getOrDefault(TEAM, "");
        }

        /** Empty where the stream has no such label. */
        String environment() {
            return labels.getOrDefault(ENVIRONMENT, "");
        }

        boolean contains(String text) {
            return entry.line().contains(text);
        }
    }

    /** @param newest before which every line lies */
    Corpus(String run, Instant newest, int count) {
        if (count < FEWEST) {
            throw new IllegalArgumentException("a corpus has " + FEWEST + " lines or more, not " + count);
        }
        this.run = run;
        this.newest = newest.truncatedTo(ChronoUnit.MILLIS);
        this.lines = IntStream.range(0, count).mapToObj(i -> line(i, count)).toList();
    }

    private Line line(int number, int count) {
        Map<String, String> labels = STREAMS.get(number % STREAMS.size());
        Instant at = newest.minus(STEP.multipliedBy(count - number));
        if (number % STREAMS.size() == STREAMS.size() - 1) {
            at = at.minus(OLD);
        }
        Shape shape = Shape.values()[number % 3];
        String level = List.of("info", "error", "debug", "warn", "info").get(number % 5);
        int status = List.of(200, 404, 500, 503).get(number % 4);
        Duration duration = Duration.ofMillis(number * 37L % 500);
        String message = List.of("payment accepted", "Error in payment", "cart error", "timeout", "session opened")
                .get(number / 2 % 5);
        String text = switch (shape) {
            case JSON ->
                "{\"seq\":" + number + ",\"level\":\"" + level + "\",\"status\":" + status + ",\"msg\":\"" + message
                        + "\"}";
            case LOGFMT ->
                "seq=" + number + " level=" + level + " status=" + status + " duration=" + duration.toMillis()
                        + "ms msg=\"" + message + "\"";
            case PLAIN -> number + " " + message + " with status " + status;
        };
        return new Line(new LogEntry(LogQuery.nanos(at), text), labels, shape, level, status, duration);
    }

    List<Line> lines() {
        return lines;
    }

    /** Before which every line lies. */
    Instant newest() {
        return newest;
    }

    /** Before which no line lies. */
    Instant oldest() {
        return newest.minus(OLD).minus(STEP.multipliedBy(lines.size() + 1L));
    }

    /** Matchers of these streams and of no others, without braces. */
    String matchers() {
        return SyntheticLogs.RUN_LABEL + "=\"" + run + "\"," + SyntheticLogs.CASE_LABEL + "=\"" + CASE + "\"";
    }

    String selector() {
        return "{" + matchers() + "}";
    }

    /** These streams, of which a further matcher selects some. */
    String selector(String matcher) {
        return "{" + matchers() + "," + matcher + "}";
    }

    /** One push of all lines. */
    List<LogStream> streams() {
        Map<Map<String, String>, List<LogEntry>> entries = new LinkedHashMap<>();
        lines.stream()
                .collect(Collectors.groupingBy(
                        Line::labels,
                        LinkedHashMap::new,
                        Collectors.mapping(Line::entry, Collectors.toUnmodifiableList())))
                .forEach((labels, ofStream) -> {
                    Map<String, String> all = new LinkedHashMap<>(labels);
                    all.put(SyntheticLogs.RUN_LABEL, run);
                    all.put(SyntheticLogs.CASE_LABEL, CASE);
                    entries.put(all, ofStream);
                });
        return entries.entrySet().stream()
                .map(stream -> new LogStream(stream.getKey(), stream.getValue()))
                .toList();
    }
}
