package io.logstack.conformance.expectations.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.ScrapedPrometheus;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** CAPACITY-03 over what Prometheus scraped before the run. */
class BacklogTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of("timeouts.settle", "200ms", "timeouts.poll", "20ms", "ingestion.lag", "100ms"));

    private final Instant begun = Instant.now().minusSeconds(150);
    private final ScrapedPrometheus prometheus = new ScrapedPrometheus(begun, 70, 2).with("up{job=\"loki\"}", i -> 1);
    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aQueueThatGrowsIsAViolation() {
        queue(i -> 500 + 5 * i + (i % 3) * 10);
        alloy(i -> 500 * i, i -> 200 * i);
        assertThatThrownBy(this::judge)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a flush queue of loki-0 that does not grow");
    }

    @Test
    void aQueueThatIsLongAndDoesNotGrowIsNone() {
        queue(i -> 500 + (i % 5) * 20);
        alloy(i -> 500 * i, i -> 200 * i);
        assertThatCode(this::judge).doesNotThrowAnyException();
        assertThat(evidence.values()).containsKeys("bytes sent of each that alloy-a read, last third");
    }

    @Test
    void aQueueThatFillsInTheEndAndEmptiesAgainDoesNotGrow() {
        queue(i -> i > -8 && i < -2 ? 900 : 0);
        alloy(i -> 500 * i, i -> 200 * i);
        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void whatTheRunItselfPilesUpIsNotJudged() {
        queue(i -> i > 0 ? 10_000 * i : 3);
        alloy(i -> 500 * i, i -> i > 0 ? 0 : 200 * i);
        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void anAlloyThatReadsAndSendsLessAndLessIsAViolation() {
        queue(i -> 0);
        alloy(i -> 500 * i, i -> i < -30 ? 200 * i : 200 * -30 + 20 * (i + 30));
        assertThatThrownBy(this::judge)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("that alloy-a sends what it reads");
    }

    @Test
    void oneThatNeverSendsIsAViolationToo() {
        queue(i -> 0);
        alloy(i -> 500 * i, i -> 0);
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class).hasMessageContaining("alloy-a");
    }

    @Test
    void oneThatReadsAndDoesNotTellWhatItSendsIsAViolation() {
        queue(i -> 0);
        read(i -> 500 * i);
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class).hasMessageContaining("NaN bytes sent");
        assertThat(evidence.values()).containsEntry("bytes sent by alloy-a, last third", "absent");
    }

    @Test
    void withoutTheQueueOrWithNanThereIsNoEvidence() {
        alloy(i -> 500 * i, i -> 200 * i);
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class).hasMessageContaining("no such metric");
        queue(i -> Double.NaN);
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class).hasMessageContaining("flush queue");
    }

    @Test
    void alloysThatReadNothingAreIdle() {
        queue(i -> 0);
        assertThatThrownBy(this::judge)
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no Alloy told");
        alloy(i -> 7, i -> 7);
        assertThatThrownBy(this::judge).isInstanceOf(InconclusiveException.class);
    }

    @Test
    void aYoungHistoryIsInconclusiveAndNoneIsToo() {
        ScrapedPrometheus young = new ScrapedPrometheus(begun, 40, 2)
                .with("up{job=\"loki\"}", i -> 1)
                .with("loki_ingester_flush_queue_length{job=\"loki\",pod=\"loki-0\"}", i -> 0);
        assertThatThrownBy(() -> judge(young))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContainingAll("for less than the 1h", "It can be judged from");
        assertThatThrownBy(() -> judge(new ScrapedPrometheus(begun, 70, 2))).isInstanceOf(InconclusiveException.class);
    }

    private void judge() {
        judge(prometheus);
    }

    private void judge(ScrapedPrometheus source) {
        new BacklogDoesNotGrowIT()
                .neitherLokiNorAnAlloyFallsBehind(
                        source, new Workload("run", 1, PROFILE.workload(), begun), PROFILE, evidence);
    }

    private void queue(IntToDoubleFunction length) {
        prometheus.with("loki_ingester_flush_queue_length{job=\"loki\",pod=\"loki-0\"}", length);
    }

    private void alloy(IntToDoubleFunction bytesRead, IntToDoubleFunction bytesSent) {
        read(bytesRead);
        prometheus.with(
                "loki_write_sent_bytes_total{job=\"alloy\",pod=\"alloy-a\"}",
                i -> 100_000 + bytesSent.applyAsDouble(i));
    }

    private void read(IntToDoubleFunction bytes) {
        prometheus.with(
                "loki_source_file_read_bytes_total{job=\"alloy\",pod=\"alloy-a\",path=\"/a\"}",
                i -> 100_000 + bytes.applyAsDouble(i));
    }
}
