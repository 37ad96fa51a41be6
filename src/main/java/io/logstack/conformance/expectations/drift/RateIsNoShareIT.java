package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** On a stack with traffic it is shown what the threshold would mean in the unit that the expression has. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-11",
        level = INFO,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = PROMETHEUS,
        statement = "The expression that the runbook holds against a share of errors is a share",
        remedy = "Divide by all requests, gRPC left out: sum(rate(loki_request_duration_seconds_count{"
                + "status_code=~\"5..|429\"}[5m])) / sum(rate(loki_request_duration_seconds_count{"
                + "method!=\"gRPC\"}[5m]))")
public class RateIsNoShareIT {
    private static final Pattern PERCENT = Pattern.compile(">\\s*(\\d+(?:\\.\\d+)?)\\s*%");
    private static final String REQUESTS = "sum(rate(loki_request_duration_seconds_count[5m]))";

    @Test
    void itDivides(Prometheus prometheus, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        Optional<Double> percent = runbook.items().stream()
                .filter(item -> ErrorRate.isNamed(item.label()))
                .flatMap(item -> PERCENT.matcher(item.label()).results())
                .map((MatchResult found) -> Double.valueOf(found.group(1)))
                .findFirst();
        List<Runbook.Said> said = percent.isEmpty()
                ? List.of()
                : runbook.items().stream()
                        .filter(item -> ErrorRate.isNamed(item.label()))
                        .flatMap(Runbook.Item::said)
                        .filter(Expressions::isUndividedRate)
                        .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(said, place -> drift(percent.orElseThrow(), prometheus, new Look(profile), profile));
    }

    private static Optional<String> drift(double percent, Prometheus prometheus, Look look, Profile profile) {
        double requests = look
                .until(
                        "a rate of requests in Prometheus",
                        profile.timeouts().settle(),
                        () -> prometheus.instant(REQUESTS, Instant.now()),
                        RateIsNoShareIT::hasTraffic)
                .stream()
                .mapToDouble(Sample::value)
                .sum();
        if (!(requests > 0)) {
            throw new InconclusiveException(
                    "Prometheus at " + prometheus.address()
                            + " knows of no request, so that no share can be told from a " + "rate.",
                    null);
        }
        double limit = percent / 100;
        return Optional.of(String.format(
                Locale.ROOT,
                "its unit is requests a second: of the %.2f a second here, more than %.2f are %.2f%%, not %s%%",
                requests,
                limit,
                100 * limit / requests,
                percent));
    }

    private static boolean hasTraffic(List<Sample> rate) {
        return rate.stream().anyMatch(sample -> sample.value() > 0);
    }
}
