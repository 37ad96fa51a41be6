package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Probe
@Expectation(
        id = "INGEST-09",
        level = MUST,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = EveryLineComesBackIT.class,
        statement = "An unparseable push is refused with 4xx and Loki's words, and costs no other line",
        remedy = "Find out what answers pushes in Loki's place: '/loki/api/v1/push' must lead to Loki's distributor")
public class GarbageRefusedIT {
    private record Garbage(String name, String contentType, String body, String words) {}

    private static final List<Garbage> GARBAGE = List.of(
            new Garbage("text that is no JSON", "application/json", "this is no JSON", "error found in #"),
            new Garbage("JSON of another shape", "application/json", "{\"streams\": 7}", "error found in #"),
            new Garbage(
                    "bytes that are no snappy",
                    "application/x-protobuf",
                    "this is not snappy",
                    "snappy: corrupt input"));

    @Test
    void garbageIsRefusedAndItsNeighboursStay(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        Instant start = Instant.now();
        Map<String, String> labels = Map.of("conformance_run", workload.run(), "conformance_case", "garbage");
        List<LogEntry> pushed = new ArrayList<>();
        Map<Garbage, Answer> answers = new LinkedHashMap<>();
        List<Answer> accepted = new ArrayList<>();
        for (Garbage garbage : GARBAGE) {
            pushed.add(neighbour(start, pushed.size()));
            accepted.add(push(loki, labels, pushed));
            answers.put(
                    garbage, loki.pushRaw(garbage.contentType(), garbage.body().getBytes(StandardCharsets.UTF_8)));
        }
        pushed.add(neighbour(start, pushed.size()));
        accepted.add(push(loki, labels, pushed));

        String selector = "{conformance_run=\"" + workload.run() + "\",conformance_case=\"garbage\"}";
        List<LogEntry> expected = List.copyOf(pushed);
        List<LogEntry> found = new Look(profile)
                .until(
                        "the lines pushed around the garbage",
                        profile.timeouts().settle(),
                        () -> read(loki, selector, start, expected.size()),
                        expected::equals);

        answers.forEach((garbage, answer) -> evidence.measured(
                "answer to " + garbage.name(),
                answer.status() + " " + answer.body().strip(),
                "",
                "4xx with the words '" + garbage.words() + "'",
                answer.uri().toString()));
        evidence.measured(
                "lines that came back of those pushed around it",
                found.size(),
                "lines",
                "= " + expected.size(),
                loki.address() + " by " + selector);
        SoftAssertions.assertSoftly(softly -> {
            accepted.forEach(answer -> softly.check(
                    () -> assertThat(answer).as("good line").orElse(getClass()).hasStatus(204)));
            answers.forEach((garbage, answer) -> softly.check(() ->
                    assertThat(answer).as(garbage.name()).orElse(getClass()).isRefusedInLokisWords(garbage.words())));
            softly.check(() -> assertThat(new Finding(
                            found.equals(expected),
                            "the lines pushed around the garbage, " + expected,
                            found.toString(),
                            loki.address() + " by " + selector))
                    .orElse(getClass())
                    .holds());
        });
    }

    private static LogEntry neighbour(Instant start, int number) {
        return new LogEntry(LogQuery.nanos(start) + number, "neighbour " + number);
    }

    private static Answer push(Loki loki, Map<String, String> labels, List<LogEntry> pushed) {
        return loki.push(List.of(new LogStream(labels, List.of(pushed.get(pushed.size() - 1)))));
    }

    /** One more than expected is asked for, so that garbage that was kept is seen. */
    private static List<LogEntry> read(Loki loki, String selector, Instant start, int expected) {
        return loki
                .logs(LogQuery.forward(selector, start, start.plus(Duration.ofMinutes(1)), expected + GARBAGE.size()))
                .stream()
                .flatMap(stream -> stream.entries().stream())
                .toList();
    }
}
