package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.expectations.traffic.CanaryTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A share of all HTTP requests in the time before the run, so that neither what the suite has refused counts as failed nor its
 * many answers as successes. Left out are gRPC between Loki's own modules, whose status is a word, and what only the cluster
 * asks: the kubelets' {@code ready} and Prometheus' {@code metrics}. The canaries' requests are taken out of the whole by
 * their own counts, as if all had been successes: a failure is Loki's, whoever met it.
 */
@Query
@Observe
@Expectation(
        id = "QUERY-03",
        level = SHOULD,
        runbook = RunbookSection.KEY_METRICS,
        requires = PROMETHEUS,
        statement = "Under 5% of HTTP requests end in 5xx or 429, or what the profile says instead",
        remedy =
                "See which route fails with 'sum by (route, status_code) (rate(loki_request_duration_seconds_count[5m]))', "
                        + "then read Loki's log at level error; for 429 see Scaling Guidelines")
public class FewRequestsFailIT {
    private static final String REQUESTS = "loki_request_duration_seconds_count";
    private static final Pattern FAILED = Pattern.compile("5\\d\\d|429");

    @Test
    void theShareOfFailuresIsUnderItsLimit(
            Prometheus prometheus, Workload workload, Profile profile, Evidence evidence) {
        BeforeTheRun before =
                BeforeTheRun.of(prometheus, workload, profile, profile.windows().requests());
        String selector = before.ofLoki(REQUESTS, "method!=\"gRPC\"", "route!~\"ready|metrics\"");
        String source = before.source(selector);
        Map<String, Double> byStatus = byStatus(before.increaseBy("status_code", selector));
        CanaryTraffic canaries = CanaryTraffic.of(before);
        double all = byStatus.values().stream().mapToDouble(Double::doubleValue).sum();
        double ofCanaries = canaries.entries() + canaries.queries().count();
        double judged = all - ofCanaries;
        double failed = byStatus.entrySet().stream()
                .filter(status -> FAILED.matcher(status.getKey()).matches())
                .mapToDouble(Map.Entry::getValue)
                .sum();
        evidence.measured("requests by status", byStatus.toString(), "requests", null, source);
        evidence.measured(
                "requests of the canaries", ofCanaries, "requests", null, before.source("the canaries' counters"));
        evidence.measured("requests judged", judged, "requests", ">= " + RequestCount.FEWEST, source);
        evidence.measured("requests failed", failed, "requests", null, source);
        RequestCount.requireMetric(before, before.ofLoki(REQUESTS), getClass());
        assertThat(new Finding(Double.isFinite(all), "numbers of requests", byStatus.toString(), source))
                .orElse(getClass())
                .holds();
        if (judged < RequestCount.FEWEST) {
            throw new InconclusiveException(
                    "In the " + Durations.text(before.window()) + " before the run Loki answered "
                            + Math.round(Math.max(0, judged)) + " requests that were not the canaries', and it takes "
                            + RequestCount.FEWEST + " to judge; it can be judged once somebody sends or asks more.",
                    before.fullerFrom());
        }
        int limit = profile.queries().errorShare();
        double share = 100 * failed / judged;
        evidence.measured("share of requests that failed", share, "%", "< " + limit, source);
        assertThat(new Finding(
                        share < limit,
                        "under " + limit + "% of requests to end in 5xx or 429",
                        share + "%, by status " + byStatus,
                        source))
                .orElse(getClass())
                .holds();
    }

    private static Map<String, Double> byStatus(List<Sample> samples) {
        return samples.stream()
                .collect(Collectors.toMap(
                        sample -> sample.labels().getOrDefault("status_code", ""),
                        Sample::value,
                        Double::sum,
                        TreeMap::new));
    }
}
