package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Prometheus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Drift
@Observe
@Expectation(
        id = "DRIFT-01",
        level = INFO,
        runbook = RunbookSection.KEY_METRICS,
        requires = {LOKI, PROMETHEUS},
        prerequisites = LokiMetricsWellFormedIT.class,
        statement = "The metric that the runbook takes the error rate from is exposed",
        remedy = "Take loki_request_duration_seconds_count, which carries status_code, method, route and ws")
public class ErrorRateMetricIT {
    private static final String WITNESS = "loki_build_info";

    @Test
    void itsMetricsAreThere(Loki loki, Prometheus prometheus, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.items().stream()
                .filter(item -> ErrorRate.isNamed(item.label()))
                .flatMap(Runbook.Item::said)
                .filter(place -> !Expressions.metrics(place).isEmpty())
                .toList();
        new Drifts(runbook, getClass(), evidence).judge(said, place -> drift(place, loki, prometheus));
    }

    private static Optional<String> drift(Runbook.Said place, Loki loki, Prometheus prometheus) {
        Metrics page = loki.metrics();
        List<String> unexposed = Expressions.metrics(place).stream()
                .filter(metric -> page.of(metric).isEmpty())
                .filter(metric -> isUnknown(metric, prometheus))
                .toList();
        if (unexposed.isEmpty()) {
            return Optional.empty();
        }
        if (page.of(WITNESS).isEmpty() || isUnknown(WITNESS, prometheus)) {
            throw new InconclusiveException(
                    "Neither " + page.source() + " nor " + prometheus.address() + " lists " + unexposed
                            + ", but one of them lists not even " + WITNESS + ".",
                    null);
        }
        return Optional.of("neither " + page.source() + " nor " + prometheus.address() + " lists "
                + String.join(", ", unexposed) + ", so that the expression is always empty");
    }

    private static boolean isUnknown(String metric, Prometheus prometheus) {
        return prometheus.instant("count(" + metric + ")", Instant.now()).stream()
                .noneMatch(series -> series.value() > 0);
    }
}
