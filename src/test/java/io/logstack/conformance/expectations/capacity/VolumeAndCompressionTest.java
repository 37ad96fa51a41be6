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
import org.junit.jupiter.api.Test;

/** CAPACITY-04 and CAPACITY-05 over what Prometheus scraped of Loki before the run. */
class VolumeAndCompressionTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of(
                    "timeouts.settle", "200ms",
                    "timeouts.poll", "20ms",
                    "ingestion.lag", "100ms",
                    "windows.volume", "1h"));
    private static final double MINUTES_A_WEEK = 7 * 24 * 60;
    private static final String LINES = "loki_distributor_lines_received_total{job=\"loki\"}";
    private static final String BYTES = "loki_distributor_bytes_received_total{job=\"loki\"}";
    private static final String RATIOS = "loki_ingester_chunk_compression_ratio_sum{job=\"loki\"}";
    private static final String CHUNKS = "loki_ingester_chunk_compression_ratio_count{job=\"loki\"}";
    private static final String CANARY = "loki_canary_entries_total{job=\"loki-canary\"}";

    private final Instant begun = Instant.now().minusSeconds(150);
    private final ScrapedPrometheus prometheus = new ScrapedPrometheus(begun, 70, 2).with("up{job=\"loki\"}", i -> 1);
    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void moreThanTheProjectedVolumeIsAViolation() {
        prometheus.counting(LINES, 1000).counting(BYTES, 101e9 / MINUTES_A_WEEK);
        assertThatThrownBy(this::volume)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("up to 100000000000 bytes of logs a week");
    }

    @Test
    void moreThanTheCurrentVolumeIsToldAndNoViolation() {
        prometheus.counting(LINES, 1000).counting(BYTES, 50e9 / MINUTES_A_WEEK);
        assertThatCode(this::volume).doesNotThrowAnyException();
        assertThat((Double) evidence.values().get("share of the current volume, 25000000000"))
                .isBetween(195.0, 205.0);
        assertThat((String) evidence.values().get("Ingestion by time, as bytes a week"))
                .hasLineCount(9)
                .startsWith("time,bytes a week,current,projected");
    }

    @Test
    void whatTheRunAndTheCanariesSendIsNotTheOperators() {
        prometheus
                .with(LINES, i -> i > 0 ? i * 1e9 : 1000 + 180 * i)
                .with(BYTES, i -> i > 0 ? i * 1e15 : 1e6 + 180 * 121 * i)
                .counting(CANARY, 180);
        assertThatThrownBy(this::volume)
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no line but the canaries'");
        prometheus.counting(RATIOS, 100).counting(CHUNKS, 5);
        assertThatThrownBy(this::compression).isInstanceOf(InconclusiveException.class);
    }

    @Test
    void aLokiWithoutItsCountersIsIdleUnlessACanaryWroteToIt() {
        assertThatThrownBy(this::volume).isInstanceOf(InconclusiveException.class);
        prometheus.counting(CANARY, 180);
        assertThatThrownBy(this::volume).isInstanceOf(AssertionError.class).hasMessageContaining("absent or no number");
    }

    @Test
    void nanIsNoVolumeAndNoCompression() {
        prometheus.counting(LINES, 1000).with(BYTES, i -> Double.NaN);
        assertThatThrownBy(this::volume).isInstanceOf(AssertionError.class).hasMessageContaining("absent or no number");
        prometheus.with(RATIOS, i -> Double.NaN).counting(CHUNKS, 3);
        assertThatThrownBy(this::compression)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no numbers in it");
    }

    @Test
    void aHistoryShorterThanTheWindowProjectsNothing() {
        ScrapedPrometheus young = new ScrapedPrometheus(begun, 30, 2)
                .with("up{job=\"loki\"}", i -> 1)
                .counting(LINES, 1000)
                .counting(BYTES, 10e9 / MINUTES_A_WEEK);
        assertThatThrownBy(() -> volume(young))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("It can be judged from");
        assertThatThrownBy(() -> volume(new ScrapedPrometheus(begun, 70, 2))).isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(() -> compression(new ScrapedPrometheus(begun, 70, 2)))
                .isInstanceOf(InconclusiveException.class);
    }

    @Test
    void chunksAreJudgedByTheirMeanWithinTheWindow() {
        received();
        prometheus.counting(CHUNKS, 4).counting(RATIOS, 41);
        assertThatCode(this::compression).doesNotThrowAnyException();
        assertThat((Double) evidence.values().get("compression, mean of the chunks"))
                .isBetween(10.2, 10.3);
    }

    @Test
    void lessThanTheExpectedRatioIsAViolation() {
        received();
        prometheus.counting(CHUNKS, 4).counting(RATIOS, 39);
        assertThatThrownBy(this::compression)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("chunks compressed by 10:1");
    }

    @Test
    void withoutTheHistogramThereIsNoEvidenceAndWithoutChunksNothingToJudge() {
        received();
        assertThatThrownBy(this::compression)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a histogram loki_ingester_chunk_compression_ratio");
        prometheus.counting(CHUNKS, 0).counting(RATIOS, 0);
        assertThatThrownBy(this::compression)
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("stored 0 chunks");
    }

    private void received() {
        prometheus.counting(LINES, 1000).counting(BYTES, 100_000).counting(CANARY, 180);
    }

    private void volume() {
        volume(prometheus);
    }

    private void volume(ScrapedPrometheus source) {
        new VolumeWithinProjectionIT().theWeekIsWithinTheProjection(source, workload(), PROFILE, evidence);
    }

    private void compression() {
        compression(prometheus);
    }

    private void compression(ScrapedPrometheus source) {
        new ChunksCompressIT().theMeanRatioIsTheExpectedOne(source, workload(), PROFILE, evidence);
    }

    private Workload workload() {
        return new Workload("run", 1, PROFILE.workload(), begun);
    }
}
