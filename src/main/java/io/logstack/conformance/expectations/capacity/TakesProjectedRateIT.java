package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.LatencySummary;
import io.logstack.conformance.workload.P95Side;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * For some seconds, in so few lines as the profile allows, Loki gets as many bytes a second as it is projected to get, and its
 * headroom, on top of what the operator's workloads send meanwhile.
 */
@Capacity
@Probe
@Expectation(
        id = "CAPACITY-06",
        level = SHOULD,
        runbook = RunbookSection.GROWTH_PROJECTIONS,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        alone = true,
        statement = "Loki takes the projected weekly rate with headroom, with no 429 and push P95 under its limit",
        remedy =
                "For 429 raise limits_config.ingestion_rate_mb, ingestion_burst_size_mb and per_stream_rate_limit in the "
                        + "HelmRelease's values; for slow pushes see Scaling Guidelines")
public class TakesProjectedRateIT {
    @Test
    void everyPushIsTakenInTime(Loki loki, Profile profile, Workload workload, Evidence evidence)
            throws InterruptedException {
        PacedVolume volume = PacedVolume.of(profile);
        SyntheticLogs logs = volume.logs(workload, Instant.now());
        evidence.measured(
                "rate to push at",
                Math.round(volume.rate()),
                "bytes/s",
                null,
                "capacity.projected-weekly, and capacity.headroom of "
                        + profile.capacity().headroom() + "%");
        evidence.measured(
                "lines pushed",
                logs.lines(),
                "lines",
                "<= " + workload.settings().lines(),
                logs.selector());
        PacedPushes.Outcome outcome =
                new PacedPushes(loki, volume, profile.capacity().pushP95Limit()).push(logs);
        new PushCharts(outcome.acknowledged(), volume.rate())
                .record(evidence, profile.capacity().pushP95Limit());
        judge(outcome, volume.bytes(logs.lines()), profile, loki.address(), evidence);
    }

    void judge(PacedPushes.Outcome outcome, long bytes, Profile profile, String source, Evidence evidence) {
        Duration limit = profile.capacity().pushP95Limit();
        LatencySummary times = outcome.fromDue();
        evidence.measured("pushes", times.attempts(), "pushes", null, source);
        evidence.measured("pushes refused with 429", outcome.throttled(), "pushes", "= 0", source);
        evidence.measured("pushes not acknowledged", times.failed(), "pushes", "= 0", source);
        evidence.measured("bytes acknowledged", outcome.bytesAcknowledged(), "bytes", "= " + bytes, source);
        evidence.measured(
                "rate acknowledged",
                Math.round(outcome.bytesAcknowledged() / (outcome.took().toNanos() / 1e9)),
                "bytes/s",
                null,
                source);
        evidence.measured("P50 of pushes", seconds(times.p50()), "seconds", null, source);
        evidence.measured(
                "P95 of pushes, each from when it was due",
                seconds(times.p95()),
                "seconds",
                "<= " + Durations.text(limit),
                source);
        evidence.measured(
                "P95 of pushes, each from when it was sent",
                seconds(outcome.fromSent().p95()),
                "seconds",
                null,
                source);
        evidence.measured("P99 of pushes", seconds(times.p99()), "seconds", null, source);
        boolean within = isWithin(times.p95(), limit);
        double confidence = confidence(outcome.side(), within);
        evidence.measured(
                "P95 " + (within ? "within" : "beyond") + " its limit, confidence",
                percent(confidence),
                "%",
                ">= " + profile.queries().confidence(),
                outcome.side().over() + " of " + outcome.side().samples() + " pushes were over it");

        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(new Finding(
                            outcome.throttled() == 0,
                            "no push refused with 429",
                            outcome.throttled() + " of " + times.attempts() + ", the first failure: "
                                    + times.firstFailure(),
                            source))
                    .orElse(getClass())
                    .holds());
            softly.check(() -> assertThat(new Finding(
                            times.failed() == outcome.throttled() && times.attempts() > 0,
                            "every push acknowledged, or else refused with 429",
                            times.failed() - outcome.throttled() + " of " + times.attempts()
                                    + " failed otherwise, the first failure: " + times.firstFailure(),
                            source))
                    .orElse(getClass())
                    .holds());
        });
        judgeTimes(outcome, limit, within, confidence, profile.queries().confidence() / 100.0, source);
    }

    /** All were acknowledged: how fast. */
    private void judgeTimes(
            PacedPushes.Outcome outcome,
            Duration limit,
            boolean within,
            double confidence,
            double wanted,
            String source) {
        if (!within && isWithin(outcome.fromSent().p95(), limit)) {
            throw new InconclusiveException(
                    "From when they were sent 95% of the pushes took "
                            + text(outcome.fromSent().p95()) + ", and from when they were due "
                            + text(outcome.fromDue().p95()) + ", beyond the limit of " + Durations.text(limit)
                            + ": the suite itself was too late to tell; it can be judged from a machine with less to do.",
                    null);
        }
        if (confidence < wanted) {
            throw new InconclusiveException(
                    "The P95 of " + outcome.side().samples() + " pushes is "
                            + text(outcome.fromDue().p95()) + ", "
                            + margin(outcome.fromDue().p95(), limit)
                            + " the limit of " + Durations.text(limit)
                            + ", and on which side of it the true one lies they "
                            + "tell with a confidence of " + percent(confidence) + "% only; more workload.lines, and "
                            + "queries.samples-limit, make more pushes.",
                    null);
        }
        assertThat(new Finding(
                        within,
                        "a P95 of pushes up to " + Durations.text(limit),
                        text(outcome.fromDue().p95()) + ", "
                                + margin(outcome.fromDue().p95(), limit) + " it",
                        source))
                .orElse(getClass())
                .holds();
    }

    private static boolean isWithin(Optional<Duration> p95, Duration limit) {
        return p95.filter(time -> time.compareTo(limit) <= 0).isPresent();
    }

    private static double confidence(P95Side side, boolean within) {
        return within ? side.within() : side.beyond();
    }

    private static double percent(double share) {
        return Math.round(1000 * share) / 10.0;
    }

    private static String margin(Optional<Duration> p95, Duration limit) {
        return p95.map(time -> time.compareTo(limit) <= 0
                        ? Durations.text(limit.minus(time)) + " under"
                        : Durations.text(time.minus(limit)) + " over")
                .orElse("nothing to compare with");
    }

    private static String text(Optional<Duration> time) {
        return time.map(Durations::text).orElse("no answer");
    }

    private static Object seconds(Optional<Duration> time) {
        return time.map(some -> (Object) (some.toNanos() / 1e9)).orElse("no answer");
    }
}
