package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.expectations.traffic.VisibleHistory;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An empty answer shows deletion only where there was something to delete. So a pass needs two more things: the history
 * reaches back to the edge of retention, and the stack is older than what is looked for, or its compactor counted chunks
 * that it deleted.
 */
@Retention
@Observe
@Expectation(
        id = "RETAIN-02",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        rights = {Right.GET_STATEFUL_SETS, Right.GET_CREDENTIALS},
        prerequisites = {RetentionInForceIT.class, GatewayRoutesIT.class, LokiMetricsWellFormedIT.class},
        statement = "Nothing older than retention plus the compactor's slack can be queried",
        remedy = "Read the compactor's lines in Loki's log, and look whether "
                + "loki_compactor_apply_retention_last_successful_run_timestamp_seconds goes up")
public class NothingOlderThanRetentionIT {
    private static final String APPLIED = "loki_compactor_apply_retention_last_successful_run_timestamp_seconds";
    private static final String DELETED = "loki_boltdb_shipper_retention_sweeper_chunk_deleted_duration_seconds_count";

    /** How far before the limit leftovers are looked for. */
    private static final Duration DEPTH = Duration.ofDays(90);

    @Test
    void whatIsPastItsRetentionIsGone(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Duration period = profile.retention().period();
        Duration kept = period.plus(profile.retention().slack());
        Instant limit = now.minus(kept);
        LokiConfig config = LokiConfig.read(loki);
        String source = loki.address() + ", every stream but the suite's";

        Optional<VisibleHistory.Seen> leftover = VisibleHistory.of(loki, config).newest(limit.minus(DEPTH), limit);
        evidence.measured(
                "newest entry of the " + DEPTH.toDays() + " days before " + limit,
                leftover.map(seen -> seen.at() + " of " + seen.stream()).orElse("none"),
                "",
                "= none",
                source);
        leftover.ifPresent(seen -> assertThat(new Finding(
                        false,
                        "no entry older than " + Durations.text(kept) + " (before " + limit + ")",
                        "one of " + seen.at() + " in " + seen.stream(),
                        source))
                .orElse(getClass())
                .holds());

        Optional<VisibleHistory.Seen> oldest =
                VisibleHistory.ofOperator(loki, config, profile).oldest(limit, now);
        evidence.measured(
                "oldest entry of the operator's",
                oldest.map(seen -> seen.at().toString()).orElse("none"),
                "",
                ">= " + limit,
                loki.address());
        Metrics metrics = loki.metrics();
        Optional<StackAge> age = StackAge.of(stack, profile, metrics);
        evidence.measured(
                "the stack exists since",
                age.map(known -> known.since().toString()).orElse("unknown"),
                "",
                null,
                age.map(StackAge::witness).orElse(metrics.source()));
        double deleted = metrics.of(DELETED).stream()
                .filter(sample -> "success".equals(sample.labels().get("status")))
                .mapToDouble(Sample::value)
                .filter(Double::isFinite)
                .sum();
        evidence.measured("chunks that the compactor counted as deleted", deleted, "chunks", null, metrics.source());
        evidence.measured(
                "last time that the compactor applied retention",
                metrics.sum(APPLIED).stream()
                        .filter(Double::isFinite)
                        .mapToObj(seconds -> (Object) seconds)
                        .findFirst()
                        .orElse("absent"),
                "seconds since the epoch",
                null,
                metrics.source());

        boolean reachesBack = oldest.filter(
                        seen -> !seen.at().isAfter(now.minus(period).plus(period.dividedBy(10))))
                .isPresent();
        boolean old = age.filter(known -> known.since().isBefore(limit)).isPresent();
        if (!reachesBack || !(old || deleted > 0)) {
            throw new InconclusiveException(
                    "Nothing older than " + Durations.text(kept)
                            + " can be queried, but nothing shows that there was anything to "
                            + "delete: the operator's oldest entry is "
                            + oldest.map(seen -> "of " + seen.at()).orElse("missing too")
                            + ", the stack is known since "
                            + age.map(known -> known.since().toString()).orElse("no time")
                            + ", and its compactor counted no deletion.",
                    oldest.map(seen -> seen.at().plus(kept)).orElse(null));
        }
    }
}
