package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.loki.LokiUnderTest.Pushed;
import io.logstack.conformance.homelab.loki.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flush, read-back, restart, compaction and retention. */
class StorageTest {
    private static final Map<String, String> LABELS = Map.of("app", "x");

    private static void push(LokiUnderTest loki, Map<String, String> labels, Instant time, String line)
            throws Exception {
        assertThat(loki.push(labels, List.of(new Pushed(time, line))).statusCode())
                .isEqualTo(204);
    }

    @Test
    void entriesOfMemoryAndOfSeveralChunksComeBackInOrderAndOnce() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            Instant time = loki.now().minusSeconds(600);
            push(loki, LABELS, time.plusSeconds(1), "first");
            push(loki, LABELS, time.plusSeconds(3), "third");
            loki.loki.flush();
            push(loki, LABELS, time.plusSeconds(2), "second");
            push(loki, LABELS, time.plusSeconds(3), "third");
            loki.loki.flush();
            push(loki, LABELS, time.plusSeconds(4), "fourth");
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("first", "second", "third", "fourth");
            loki.loki.compact();
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("first", "second", "third", "fourth");
        }
    }

    @Test
    void whatS3RefusesStaysInMemoryAndIsCounted() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            push(loki, LABELS, loki.now(), "kept");
            loki.faults.set(Fault.S3_DOWN, true);
            assertThatThrownBy(loki.loki::flush)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("loki-chunks");
            assertThat(loki.metric("loki_ingester_chunks_flush_failures_total")).isEqualTo("1");
            assertThat(loki.metric("loki_ingester_memory_chunks")).isEqualTo("1");
            loki.faults.set(Fault.S3_DOWN, false);
            loki.loki.flush();
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("kept");
        }
    }

    @Test
    void aFlushThatForgetsWhatItCouldNotWriteLosesIt() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            loki.faults.set(Fault.FLUSH_LOSES_DATA, true);
            push(loki, LABELS, loki.now().minusSeconds(2), "written");
            loki.loki.flush();
            push(loki, LABELS, loki.now().minusSeconds(1), "forgotten");
            loki.faults.set(Fault.S3_DOWN, true);
            assertThatThrownBy(loki.loki::flush).isInstanceOf(StoreUnavailableException.class);
            loki.faults.set(Fault.S3_DOWN, false);
            push(loki, LABELS, loki.now(), "kept");
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("written", "kept");
        }
    }

    @Test
    void onANewVolumeThereIsWhatWasFlushedBefore() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            push(loki, LABELS, loki.now().minusSeconds(2), "flushed");
            loki.loki.flush();
            push(loki, LABELS, loki.now(), "only in memory");
            loki.loki.stop();
            loki.loki.restartOnNewVolume();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("flushed");
        }
    }

    @Test
    void withoutItsLogARestartLosesWhatWasNotFlushed() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            push(loki, LABELS, loki.now().minusSeconds(2), "flushed");
            loki.loki.flush();
            push(loki, LABELS, loki.now(), "only in memory");
            loki.loki.log().lose();
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("flushed");
        }
    }

    @Test
    void theCompactorDeletesWhatIsPastItsRetentionFromMemoryAndBucket() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.configured(
                true,
                options -> options.streamRetention(
                        List.of(new StreamRetention("{namespace=\"short\"}", 1, Duration.ofDays(1)))))) {
            Map<String, String> brief = Map.of("app", "x", "namespace", "short");
            push(loki, LABELS, loki.now().minus(Duration.ofDays(6)), "six days");
            loki.loki.flush();
            push(loki, LABELS, loki.now().minus(Duration.ofDays(5)), "five days");
            push(loki, brief, loki.now().minus(Duration.ofHours(30)), "thirty hours");
            loki.loki.flush();
            push(loki, brief, loki.now().minus(Duration.ofHours(20)), "twenty hours");
            assertThat(loki.lines("{app=\"x\"}")).hasSize(4);
            loki.loki.compact();
            assertThat(loki.lines("{app=\"x\"}")).containsExactlyInAnyOrder("six days", "five days", "twenty hours");
            loki.moveClock(Duration.ofHours(30));
            loki.loki.compact();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("five days");
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("five days");
        }
    }

    @Test
    void aChunkPartlyPastItsRetentionLosesThatPart() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            Instant edge = loki.now().minus(Duration.ofDays(7)).plus(Duration.ofHours(1));
            push(loki, LABELS, edge.minusSeconds(600), "before");
            push(loki, LABELS, edge.plusSeconds(600), "after");
            loki.loki.flush();
            loki.moveClock(Duration.ofHours(1));
            loki.loki.compact();
            loki.loki.restart();
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("after");
        }
    }

    @Test
    void aLokiStartsWithoutItsBucketAndAnswersOnceItIsThere() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            push(loki, LABELS, loki.now(), "there");
            loki.loki.flush();
            loki.faults.set(Fault.S3_DOWN, true);
            loki.loki.restart();
            assertThat(loki.get("/loki/api/v1/query", Map.of("query", "count_over_time({app=\"x\"}[1h])"))
                            .statusCode())
                    .isEqualTo(500);
            loki.faults.set(Fault.S3_DOWN, false);
            assertThat(loki.lines("{app=\"x\"}")).containsExactly("there");
        }
    }
}
