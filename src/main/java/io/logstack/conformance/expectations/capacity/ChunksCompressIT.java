package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.INFO;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.workload.Workload;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * The mean over the chunks that Loki stored in the time before the run, as it tells of each; the run's own chunks come later.
 * Those of the canaries are among them, one for each canary and time that a chunk may be open; a Loki that received lines of
 * theirs alone is not judged.
 */
@Capacity
@Observe
@Expectation(
        id = "CAPACITY-05",
        level = INFO,
        runbook = RunbookSection.GROWTH_PROJECTIONS,
        requires = PROMETHEUS,
        statement = "Chunks are compressed by 10:1 at least, or what the profile says instead",
        remedy =
                "See ingester.chunk_encoding in /config, and by loki_ingester_chunk_entries and "
                        + "loki_ingester_chunks_flushed_total whether chunks are flushed too early; too many streams make small chunks")
public class ChunksCompressIT {
    private static final String RATIO = "loki_ingester_chunk_compression_ratio";
    private static final String STORED = "loki_chunk_store_stored_chunk_bytes_total";

    @Test
    void theMeanRatioIsTheExpectedOne(Prometheus prometheus, Workload workload, Profile profile, Evidence evidence) {
        BeforeTheRun before =
                BeforeTheRun.of(prometheus, workload, profile, profile.windows().volume());
        String source = before.source(before.ofLoki(RATIO));
        OptionalDouble chunks = before.increase(before.ofLoki(RATIO + "_count"));
        OptionalDouble ratios = before.increase(before.ofLoki(RATIO + "_sum"));
        evidence.measured("chunks stored", value(chunks), "chunks", "> 0", source);
        if ((chunks.isEmpty() || ratios.isEmpty()) && !before.isFull()) {
            throw before.tooShort("no numbers in a histogram " + RATIO);
        }
        assertThat(new Finding(
                        chunks.isPresent() && ratios.isPresent(),
                        "a histogram " + RATIO,
                        "none, or no numbers in it",
                        source))
                .orElse(getClass())
                .holds();
        Received received = Received.read(before, getClass());
        received.record(evidence, before);
        if (!(chunks.getAsDouble() > 0) || !(received.operatorLines() > 0)) {
            throw new InconclusiveException(
                    "In the " + Durations.text(before.window()) + " before the run Loki stored "
                            + Math.round(chunks.getAsDouble()) + " chunks and received "
                            + Math.round(received.operatorLines())
                            + " lines that were not the canaries'; it can be judged once chunks of such lines are stored.",
                    before.fullerFrom());
        }
        OptionalDouble stored = before.increase(before.ofLoki(STORED));
        evidence.measured("bytes stored", value(stored), "bytes", null, before.source(before.ofLoki(STORED)));
        int least = profile.capacity().compression();
        double mean = ratios.getAsDouble() / chunks.getAsDouble();
        evidence.measured("compression, mean of the chunks", mean, ":1", ">= " + least, source);
        assertThat(new Finding(mean >= least, "chunks compressed by " + least + ":1", mean + ":1", source))
                .orElse(getClass())
                .holds();
    }

    private static Object value(OptionalDouble number) {
        return number.isPresent() ? (Object) number.getAsDouble() : "absent or no number";
    }
}
