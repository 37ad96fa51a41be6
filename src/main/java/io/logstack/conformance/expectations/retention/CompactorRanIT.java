package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Retention
@Observe
@Expectation(
        id = "RETAIN-05",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = {RetentionInForceIT.class, LokiMetricsWellFormedIT.class},
        statement = "The compactor ran recently and applied retention",
        remedy = "Read the compactor's lines in 'kubectl logs -n monitoring loki-0 -c loki', check S3 as in S3 Storage "
                + "Issues, then 'kubectl delete pod -n monitoring loki-0'")
public class CompactorRanIT {
    private static final String COMPACTED =
            "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds";
    private static final String APPLIED = "loki_compactor_apply_retention_last_successful_run_timestamp_seconds";

    /** Loki's default for compactor.compaction_interval. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    /** Of the interval: one run may be under way, one may have failed. */
    private static final int INTERVALS = 3;

    @Test
    void bothKindsOfWorkSucceededOfLate(Loki loki, Profile profile, Evidence evidence) {
        LokiConfig config = LokiConfig.read(loki);
        Duration compaction = config.duration("compactor.compaction_interval").orElse(INTERVAL);
        Duration retention = config.duration("compactor.apply_retention_interval")
                .filter(interval -> !interval.isZero())
                .orElse(compaction);
        Metrics metrics = loki.metrics();
        judge(
                List.of(
                        run(metrics, COMPACTED, compaction, profile),
                        run(metrics, APPLIED, compaction.compareTo(retention) > 0 ? compaction : retention, profile)),
                evidence);
    }

    private static CompactorRun run(Metrics metrics, String metric, Duration interval, Profile profile) {
        return CompactorRun.of(
                metrics,
                metric,
                interval,
                interval.multipliedBy(INTERVALS).plus(profile.timeouts().settle()));
    }

    void judge(List<CompactorRun> runs, Evidence evidence) {
        runs.forEach(run -> evidence.measured(
                run.metric(), run.told(), "", "within the last " + Durations.text(run.allowed()), run.source()));
        List<CompactorRun> young =
                runs.stream().filter(run -> run.dueFrom().isPresent()).toList();
        SoftAssertions.assertSoftly(softly -> runs.stream()
                .filter(run -> !young.contains(run))
                .forEach(run -> softly.check(
                        () -> assertThat(run.recent()).orElse(getClass()).holds())));
        young.stream()
                .flatMap(run -> run.dueFrom().stream())
                .max(Comparator.<Instant>naturalOrder())
                .ifPresent(due -> {
                    throw new InconclusiveException(
                            "Loki's process is too young: its compactor has not succeeded yet, and need not have.",
                            due);
                });
    }
}
