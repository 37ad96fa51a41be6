package io.logstack.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogReaderTest {
    private static final long SEED = 20261122;

    @Test
    void seesEveryEntryOnceWhateverThePageAndDirection() {
        for (int round = 0; round < 300; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            int timestamps = 1 + random.nextInt(60);
            List<Held> held = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                held.add(new Held(random.nextInt(3), new LogEntry(100 + random.nextInt(timestamps), "line " + i)));
            }
            boolean forward = random.nextBoolean();
            int limit = 1 + random.nextInt(250);

            Map<String, Integer> seen = new HashMap<>();
            new LogReader(new HeldLogs(held), limit).read("{}", 100, 100 + timestamps, forward, page -> {
                entries(page).forEach(entry -> seen.merge(entry.line(), 1, Integer::sum));
            });

            assertThat(seen)
                    .as("seed %d, limit %d, forward %s", seed, limit, forward)
                    .hasSize(200);
            assertThat(seen.values()).as("seed %d", seed).containsOnly(1);
        }
    }

    @Test
    void keepsWhatLokiReturnsTwice() {
        LogEntry twice = new LogEntry(105, "twice");
        List<Held> held = new ArrayList<>(List.of(new Held(0, twice), new Held(0, twice)));
        for (int i = 0; i < 20; i++) {
            held.add(new Held(0, new LogEntry(100 + i, "line " + i)));
        }
        for (int limit = 1; limit < 30; limit++) {
            List<LogEntry> seen = new ArrayList<>();
            new LogReader(new HeldLogs(held), limit)
                    .read("{}", 0, 1000, true, page -> entries(page).forEach(seen::add));
            assertThat(seen)
                    .as("limit %d", limit)
                    .hasSize(22)
                    .filteredOn(twice::equals)
                    .hasSize(2);
        }
    }

    @Test
    void asksAgainOnlyWhileAPageIsFull() {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(new Held(0, new LogEntry(i, "line " + i)));
        }
        assertThat(new LogReader(new HeldLogs(held), 101).read("{}", 0, 1000, true, page -> {}))
                .isEqualTo(1);
        assertThat(new LogReader(new HeldLogs(List.of()), 10).read("{}", 0, 1000, false, page -> {}))
                .isEqualTo(1);
    }

    @Test
    void saysWhenATimestampHoldsMoreThanAnyPage() {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            held.add(new Held(0, new LogEntry(7, "line " + i)));
        }
        assertThatThrownBy(() -> new LogReader(new HeldLogs(held), 1000).read("{a=\"b\"}", 0, 10, true, page -> {}))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("5000 entries or more of {a=\"b\"} at the timestamp 7");
    }

    @Test
    void saysWhenLokiAnswersOutsideTheRange() {
        HeldLogs wrong = new HeldLogs(List.of()) {
            @Override
            public List<LogStream> logs(LogQuery query) {
                return List.of(new LogStream(Map.of(), List.of(new LogEntry(3, "a"), new LogEntry(999, "b"))));
            }
        };
        assertThatThrownBy(() -> new LogReader(wrong, 2).read("{}", 0, 10, true, page -> {}))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("outside of that range");
    }

    private static Stream<LogEntry> entries(List<LogStream> page) {
        return page.stream().flatMap(stream -> stream.entries().stream());
    }
}
