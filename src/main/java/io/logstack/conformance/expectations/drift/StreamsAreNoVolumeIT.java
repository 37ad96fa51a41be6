package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@Drift
@Observe
@Expectation(
        id = "DRIFT-08",
        level = INFO,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "What the runbook counts for the volume trend is volume",
        remedy = "Ask /loki/api/v1/index/volume_range, or query sum(bytes_over_time({namespace!=\"\"}[1h]))")
public class StreamsAreNoVolumeIT {
    private static final Pattern COUNTS_RESULTS = Pattern.compile("\\.data\\.result\\s*\\|\\s*length");
    private static final Pattern STREAMS = Pattern.compile("\"resultType\"\\s*:\\s*\"streams\"");
    private static final Duration RANGE = Duration.ofMinutes(5);

    /** Loki's own, when a query names none. */
    private static final int LIMIT = 100;

    @Test
    void theCountIsTheVolume(Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Curl> counted = Curl.in(runbook).stream()
                .filter(curl -> curl.path().endsWith("/query_range")
                        && curl.parameter("query").isPresent())
                .filter(curl -> curl.piped().stream()
                        .anyMatch(words -> words.get(0).equals("jq")
                                && COUNTS_RESULTS
                                        .matcher(String.join(" ", words))
                                        .find()))
                .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(
                        counted.stream().map(curl -> curl.command().said()).toList(),
                        place -> counted.stream()
                                .filter(curl -> curl.command().said().equals(place))
                                .findFirst()
                                .flatMap(curl -> drift(curl.parameter("query").orElseThrow(), loki)));
    }

    private static Optional<String> drift(String query, Loki loki) {
        Instant end = Instant.now();
        Instant start = end.minus(RANGE);
        Answer answer = loki.ask(
                "/loki/api/v1/query_range",
                Map.of(
                        "query",
                        query,
                        "start",
                        Long.toString(LogQuery.nanos(start)),
                        "end",
                        Long.toString(LogQuery.nanos(end)),
                        "step",
                        "60"));
        LokisAnswer told = new LokisAnswer(answer);
        if (!told.isSuccess()) {
            throw new InconclusiveException(
                    "Loki answered " + query + " with " + told.told() + ", which tells nothing of volume.", null);
        }
        if (!STREAMS.matcher(answer.body()).find()) {
            return Optional.empty();
        }
        List<LogStream> streams = loki.logs(LogQuery.backward(query, start, end, LIMIT));
        long entries =
                streams.stream().mapToLong(stream -> stream.entries().size()).sum();
        double lines = loki.instant("sum(count_over_time(" + query + "[" + RANGE.toMinutes() + "m]))", end).stream()
                .mapToDouble(Sample::value)
                .sum();
        if (entries == 0 || !(lines > 0)) {
            throw new InconclusiveException(
                    "Loki holds no entry of the last " + RANGE.toMinutes() + " minutes for " + query
                            + ", so that streams, entries and lines are all none.",
                    null);
        }
        if (streams.size() == lines) {
            throw new InconclusiveException(
                    "In the last " + RANGE.toMinutes() + " minutes each of the " + streams.size()
                            + " streams has a single line, so that streams cannot be told from lines.",
                    null);
        }
        return Optional.of("in the last " + RANGE.toMinutes() + " minutes it counts " + streams.size()
                + " streams among " + entries + " entries, of " + (long) lines + " lines that there are");
    }
}
