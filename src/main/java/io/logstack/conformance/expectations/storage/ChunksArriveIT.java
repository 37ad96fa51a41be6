package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.expectations.traffic.VisibleHistory;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * A chunk stays in memory until it is full, idle, or of Loki's {@code max_chunk_age}; only what is older than that must
 * be in the bucket. So the newest entry that is old enough is looked up, and chunk and index file that hold it.
 */
@Storage
@Observe
@Expectation(
        id = "STORAGE-06",
        level = MUST,
        runbook = RunbookSection.STORAGE_USAGE,
        requires = {LOKI, OBJECT_STORE},
        prerequisites = {
            BucketReadWriteIT.class,
            LokiOnObjectStoreIT.class,
            LokiMetricsWellFormedIT.class,
            GatewayRoutesIT.class
        },
        statement = "Chunks and index files arrive in the bucket, and no flush fails",
        remedy =
                "Look for flush errors with 'kubectl logs -n monitoring loki-0 -c loki', then check S3 as in S3 Storage "
                        + "Issues")
public class ChunksArriveIT {
    private static final String FAILURES = "loki_ingester_chunks_flush_failures_total";
    private static final String WITNESS = "loki_build_info";

    /** Loki's default for ingester.max_chunk_age. */
    private static final Duration MAX_CHUNK_AGE = Duration.ofHours(2);

    /** From a chunk's end to its index file in the bucket: index heads are cut and uploaded about every 15 minutes. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    @Test
    void whatIsOldEnoughLiesInTheBucket(Loki loki, ObjectStore store, Profile profile, Evidence evidence) {
        CounterReadings readings = flushFailures(loki, profile);
        Instant now = Instant.now();
        boolean youngProcess = readings.second().of("process_start_time_seconds").stream()
                .anyMatch(start -> now.minus(profile.windows().restarts()).getEpochSecond() < start.value());
        double sinceStart = readings.second().sum(FAILURES).orElse(0);
        evidence.measured(
                "flush failures since Loki started",
                sinceStart,
                "flushes",
                youngProcess
                        ? "= 0, as Loki started within "
                                + Durations.text(profile.windows().restarts())
                        : null,
                readings.second().source());
        evidence.measured(
                "flush failures in " + Durations.text(readings.apart()),
                readings.increaseOfLazy(FAILURES, WITNESS).stream()
                        .mapToObj(increase -> (Object) increase)
                        .findFirst()
                        .orElse("unknown: the page lacks " + WITNESS),
                "flushes",
                "= 0",
                readings.second().source());

        LokiConfig config = LokiConfig.read(loki);
        Duration settled =
                config.duration("ingester.max_chunk_age").orElse(MAX_CHUNK_AGE).plus(UPLOAD);
        Instant due = now.minus(settled);
        VisibleHistory history = VisibleHistory.of(loki, config);
        Optional<VisibleHistory.Seen> newest =
                history.newest(now.minus(profile.retention().period()), due);
        Bucket bucket = Bucket.read(store, profile.loki().tenant().orElse("fake"));
        evidence.measured(
                "newest entry older than " + Durations.text(settled),
                newest.map(seen -> seen.at().toString()).orElse("none"),
                "",
                null,
                loki.address());
        evidence.measured("chunks found in the bucket", bucket.chunks(), "objects", ">= 1", store.address());
        evidence.measured(
                "end of the newest chunk in the bucket",
                bucket.newestChunk().map(Instant::toString).orElse("none"),
                "",
                newest.map(seen -> ">= " + seen.at()).orElse(null),
                store.address());
        evidence.measured("index files found in the bucket", bucket.indexFiles(), "objects", ">= 1", store.address());
        evidence.measured(
                "day of the newest index file",
                bucket.newestIndex().map(Object::toString).orElse("none"),
                "",
                newest.map(seen -> ">= " + Bucket.day(seen.at())).orElse(null),
                store.address());

        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(readings).orElse(getClass()).lazyStoodStill(FAILURES, WITNESS));
            softly.check(() -> assertThat(new Finding(
                            !youngProcess || sinceStart == 0,
                            "no flush failure since Loki started",
                            sinceStart + " failures",
                            readings.second().source()))
                    .orElse(getClass())
                    .holds());
            newest.ifPresent(seen -> {
                softly.check(() -> assertThat(new Finding(
                                bucket.newestChunk()
                                        .filter(end -> !end.isBefore(seen.at().minusMillis(1)))
                                        .isPresent(),
                                "a chunk that reaches to the entry of " + seen.at(),
                                bucket.newestChunk()
                                        .map(end -> "the newest ending at " + end)
                                        .orElse("no chunk"),
                                store.address()))
                        .orElse(getClass())
                        .holds());
                softly.check(() -> assertThat(new Finding(
                                bucket.newestIndex()
                                        .filter(day -> !day.isBefore(Bucket.day(seen.at())))
                                        .isPresent(),
                                "an index file of " + Bucket.day(seen.at()),
                                bucket.newestIndex()
                                        .map(day -> "the newest of " + day)
                                        .orElse("no index file"),
                                store.address()))
                        .orElse(getClass())
                        .holds());
            });
        });
        if (newest.isEmpty()) {
            throw new InconclusiveException(
                    "Loki holds no entry older than " + Durations.text(settled)
                            + ", so none has to be in the bucket yet; no flush has failed.",
                    history.oldest(due, now)
                            .map(seen -> seen.at().plus(settled))
                            .orElse(null));
        }
    }

    private static CounterReadings flushFailures(Loki loki, Profile profile) {
        Metrics first = loki.metrics();
        return new Look(profile)
                .until(
                        "a second reading of the flush failures",
                        profile.windows().counters(),
                        profile.timeouts().settle(),
                        () -> new CounterReadings(first, loki.metrics()),
                        readings -> true);
    }
}
