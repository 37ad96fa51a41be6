package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Capability.OUTAGE;
import static io.logstack.conformance.catalog.Level.SHOULD;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.expectations.storage.BucketReadWriteIT;
import io.logstack.conformance.expectations.storage.ChunksArriveIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Loki cannot flush has to wait in memory and in the write-ahead log until the object store is back. */
@Recovery
@Disrupt
@Expectation(
        id = "RECOVERY-05",
        level = SHOULD,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = {LOKI, OBJECT_STORE, OUTAGE},
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {BucketReadWriteIT.class, EveryLineComesBackIT.class, ChunksArriveIT.class},
        alone = true,
        statement = "With S3 away for a while pushes are still acknowledged, and nothing is lost once it is back",
        remedy = "Bring S3 back first; then watch loki_ingester_flush_queue_length and "
                + "loki_ingester_chunks_flush_failures_total, and check that Loki's write-ahead log is enabled and its "
                + "volume has room")
public class StoreOutageLosesNothingIT {
    private static final String FLUSHED = "loki_ingester_chunks_flushed_total";
    private static final String FAILED = "loki_ingester_chunks_flush_failures_total";
    private static final String QUEUE = "loki_ingester_flush_queue_length";

    /** Before and while the store is away, so that there is something that could be lost. */
    private static final int PUSHES = 5;

    @Test
    void whatIsAcknowledgedMeanwhileIsKept(
            Loki loki, ObjectStore store, Outage outage, Profile profile, Workload workload, Evidence evidence) {
        Duration limit = profile.timeouts().recovery();
        Look look = new Look(profile);
        PushedLines lines = PushedLines.steadily(loki, workload, "store-outage", limit);
        SteadyWriter writer = lines.writer();
        for (int i = 0; i < PUSHES; i++) {
            writer.push();
        }
        int refusedBefore = writer.unacknowledged();
        int before = writer.acknowledged();

        double failuresBefore = count(loki.metrics(), FAILED);
        long left = System.nanoTime();
        writer.happens("the object store goes away");
        outage.begin();
        requireAway(store);
        for (int i = 0; i < PUSHES; i++) {
            writer.push();
        }
        ask(loki);
        double failures = look.until(
                "a flush that fails without the object store",
                profile.timeouts().settle(),
                () -> {
                    writer.pushWhenDue();
                    return count(loki.metrics(), FAILED) - failuresBefore;
                },
                grown -> grown > 0);
        int acknowledged = writer.acknowledged() - before;
        int refused = writer.unacknowledged() - refusedBefore;
        double flushedBefore = count(loki.metrics(), FLUSHED);
        writer.happens("the object store comes back");
        outage.end();
        long back = System.nanoTime();
        writer.push();
        ask(loki);
        boolean flushed = look.until(
                "chunks are flushed again, and none waits",
                limit,
                () -> {
                    writer.pushWhenDue();
                    Metrics metrics = loki.metrics();
                    return count(metrics, FLUSHED) - flushedBefore
                                    >= lines.logs().streams()
                            && count(metrics, QUEUE) == 0;
                },
                done -> done);
        Duration flushedAfter = Duration.ofNanos(System.nanoTime() - back);
        writer.happens(flushed ? "chunks are flushed, and none waits" : "chunks are not flushed in time");
        evidence.chart(writer.chart("Acknowledged lines while the object store is away"));

        StoreOutage seen = new StoreOutage(
                Duration.ofNanos(back - left),
                acknowledged,
                refused,
                writer.firstFailure(),
                failures,
                flushed ? Optional.of(flushedAfter) : Optional.empty(),
                writer.longestGap(),
                lines.readBack(loki, profile));
        seen.record(limit, evidence, loki.address());
        seen.judge(limit, getClass(), loki.address());
    }

    /** Loki flushes by itself too, later. */
    private static void ask(Loki loki) {
        if (!loki.flush()) {
            throw new NoAnswerException("Loki at " + loki.address() + " does not offer /flush");
        }
    }

    private static void requireAway(ObjectStore store) {
        try {
            store.list("", 1);
        } catch (NoAnswerException away) {
            return;
        }
        throw new IllegalStateException("the object store " + store.address() + " answers although it was taken away");
    }

    /** Its series are created by the first chunk that is counted. */
    private static double count(Metrics metrics, String name) {
        return metrics.sum(name).orElse(0);
    }
}
