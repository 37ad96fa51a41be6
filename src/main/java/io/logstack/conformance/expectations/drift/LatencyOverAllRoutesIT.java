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
import io.logstack.conformance.promql.VectorSelector;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which routes an expression mixes is asked by its own matchers, whatever it sums up afterwards. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-04",
        level = INFO,
        runbook = RunbookSection.KEY_METRICS,
        requires = PROMETHEUS,
        statement = "The runbook's query latency is that of queries",
        remedy = "Take histogram_quantile(0.95, sum by (le) (rate(loki_request_duration_seconds_bucket{"
                + "route=~\"loki_api_v1_query|loki_api_v1_query_range\"}[5m]))), and leave NaN out")
public class LatencyOverAllRoutesIT {
    private static final String BUCKETS = "loki_request_duration_seconds_bucket";

    /** What reads logs; pushes, gRPC between Loki's own modules and its pages are none of it. */
    private static final Pattern QUERIES = Pattern.compile(
            "loki_api_v1_(?:query|query_range|labels?|label_.*|series|index_.*|detected_.*|patterns|tail)");

    @Test
    void itMixesNoOtherRoutes(Prometheus prometheus, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.items().stream()
                .flatMap(Runbook.Item::said)
                .filter(place -> place.text().contains("histogram_quantile"))
                .filter(place -> Expressions.selector(place, BUCKETS).isPresent())
                .distinct()
                .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(said, place -> drift(place, prometheus, new Look(profile), profile));
    }

    private static Optional<String> drift(Runbook.Said place, Prometheus prometheus, Look look, Profile profile) {
        String expression = place.text();
        VectorSelector selector = Expressions.selector(place, BUCKETS).orElseThrow();
        List<Sample> routes = look.until(
                "request durations in Prometheus",
                profile.timeouts().settle(),
                () -> prometheus.instant("count by (route) (" + selector + ")", Instant.now()),
                found -> !found.isEmpty());
        List<Sample> answer = prometheus.instant(expression, Instant.now());
        long idle =
                answer.stream().filter(sample -> Double.isNaN(sample.value())).count();
        TreeSet<String> others = routes.stream()
                .map(sample -> sample.labels().getOrDefault("route", "no route"))
                .filter(route -> !QUERIES.matcher(route).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!others.isEmpty()) {
            return Optional.of("it mixes queries with " + String.join(", ", others) + " in " + answer.size()
                    + " values, of which " + idle + " are NaN, at " + prometheus.address());
        }
        if (routes.isEmpty() || idle == answer.size()) {
            throw new InconclusiveException(
                    "Prometheus at " + prometheus.address() + " has no request duration of a query to judge '"
                            + expression + "' by.",
                    null);
        }
        return Optional.empty();
    }
}
