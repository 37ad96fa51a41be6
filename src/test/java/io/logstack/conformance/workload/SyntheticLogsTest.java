package io.logstack.conformance.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticLogsTest {
    private static final long SEED = 7;

    @Test
    void makesTheSameLinesFromTheSameSeedAndOthersFromAnother() {
        List<LogStream> lines = all(Logs.of(SEED, 500, 4));

        assertThat(all(Logs.of(SEED, 500, 4))).isEqualTo(lines);
        assertThat(all(Logs.of(SEED + 1, 500, 4))).isNotEqualTo(lines);
        assertThat(all(Logs.of(SEED, "query-04", 500, 4))).isNotEqualTo(lines);
    }

    @Test
    void pushesEveryLineOnceInOrder() {
        for (int lines : List.of(1, 3, 4, 50, 51, 199, 1001)) {
            SyntheticLogs logs = new SyntheticLogs(
                    "run-1", "x", Logs.START, lines, Math.min(4, lines), 50, new Lines(SEED, "x", Logs.LONGEST));
            List<SyntheticLogs.Batch> batches = logs.batches().toList();

            assertThat(batches.stream().mapToInt(SyntheticLogs.Batch::lines).sum())
                    .isEqualTo(lines);
            assertThat(batches).allSatisfy(batch -> assertThat(batch.lines()).isBetween(1, 50));
            for (int stream = 0; stream < logs.streams(); stream++) {
                long last = Long.MIN_VALUE;
                for (LogEntry entry : entries(logs, stream)) {
                    assertThat(entry.timestamp()).isGreaterThan(last).isBetween(logs.start(), logs.end() - 1);
                    last = entry.timestamp();
                }
                assertThat(entries(logs, stream)).hasSize(logs.linesOf(stream));
            }
        }
    }

    @Test
    void coversWhatLinesMayHold() {
        SyntheticLogs logs = Logs.of(SEED, 500, 4);
        Set<String> texts = new HashSet<>();
        StringBuilder everything = new StringBuilder();
        for (LogStream stream : all(logs)) {
            for (LogEntry entry : stream.entries()) {
                assertThat(new String(entry.line().getBytes(UTF_8), UTF_8))
                        .as("encodable")
                        .isEqualTo(entry.line());
                assertThat(Lines.bytes(entry.line())).isLessThanOrEqualTo(Logs.LONGEST);
                assertThat(texts.add(entry.line()))
                        .as("unique: %s", entry.line())
                        .isTrue();
                everything.append(entry.line());
            }
        }
        assertThat(texts).anyMatch(line -> Lines.bytes(line) == Logs.LONGEST);
        assertThat(everything.toString())
                .contains(
                        "日本語",
                        "🚀",
                        "\"",
                        "'",
                        "\\",
                        "\u0000",
                        "\u001b",
                        "\r\n",
                        "\t",
                        "{\"id\":",
                        " level=",
                        "\u2028");
    }

    @Test
    void keepsShapesUnderTheirLimit() {
        Lines lines = new Lines(SEED, "a-purpose-of-forty-characters-0123456789", 1 << 20);
        for (int number = 0; number < 5_000; number++) {
            if (number % 40 != 39) {
                assertThat(Lines.bytes(lines.text(123, number, false))).isLessThanOrEqualTo(Lines.SHORTEST_LIMIT);
            }
        }
    }

    @Test
    void meetsAtTimestampsOfOtherStreams() {
        SyntheticLogs logs = Logs.of(SEED, 100, 2);
        assertThat(logs.timestamp(0, 20)).isEqualTo(logs.timestamp(1, 20));
        assertThat(logs.timestamp(0, 21)).isNotEqualTo(logs.timestamp(1, 21));
    }

    @Test
    void selectsItsStreamsByRunAndPurpose() {
        SyntheticLogs logs = Logs.of(SEED, 100, 2);
        assertThat(logs.selector()).isEqualTo("{conformance_run=\"run-1\", conformance_case=\"ingest-04\"}");
        assertThat(logs.selector(1))
                .isEqualTo("{conformance_run=\"run-1\", conformance_case=\"ingest-04\", conformance_stream=\"1\"}");
        assertThat(logs.labels(1)).containsEntry("conformance_stream", "1").hasSize(3);
    }

    @Test
    void refusesWhatItCannotMake() {
        assertThatThrownBy(() -> Logs.of(SEED, "Not A Purpose", 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Not A Purpose'");
        assertThatThrownBy(() -> new Lines(SEED, "x", 511)).hasMessageContaining("workload.longest-line is 511 bytes");
        assertThatThrownBy(() -> Logs.of(SEED, 0, 1)).hasMessageContaining("at least one line");
    }

    private static List<LogStream> all(SyntheticLogs logs) {
        return logs.batches().flatMap(batch -> batch.streams().stream()).toList();
    }

    private static List<LogEntry> entries(SyntheticLogs logs, int stream) {
        List<LogEntry> entries = new ArrayList<>();
        all(logs).stream()
                .filter(pushed -> pushed.labels().equals(logs.labels(stream)))
                .forEach(pushed -> entries.addAll(pushed.entries()));
        return entries;
    }
}
