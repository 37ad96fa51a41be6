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
import io.logstack.conformance.expectations.traffic.LatencyBuckets;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What those who use the logs waited for, as Loki itself measures it. Its histogram counts every client alike, so it is read
 * over the time before the run, and the canaries' queries are taken out of it by the canaries' own histograms, which have the
 * same buckets; what a query of theirs takes longer to them than to Loki is the way between the two. Refused queries (4xx but
 * 429) have no latency to speak of and are left out, as are the routes of labels, series and index, which Grafana asks at
 * every keystroke, and pushes, gRPC and tails. Queries that fail do count.
 */
@Query
@Observe
@Expectation(
        id = "QUERY-02",
        level = SHOULD,
        runbook = RunbookSection.KEY_METRICS,
        requires = PROMETHEUS,
        statement = "The server-side P95 of the query routes is under 2 s, or what the profile says instead",
        remedy =
                "Find the slow queries in Loki's log by 'component=querier' and their duration, and follow the runbook's "
                        + "Optimized Query Patterns; where they are as they should be, see Scaling Guidelines")
public class QueryRoutesFastIT {
    private static final String BUCKETS = "loki_request_duration_seconds_bucket";
    private static final String ROUTES = "route=~\"loki_api_v1_(query|query_range)|api_prom_query\"";
    private static final String ANSWERED = "status_code=~\"2..|5..|429\"";
    private static final double SHARE = 0.95;

    @Test
    void theP95IsUnderItsLimit(Prometheus prometheus, Workload workload, Profile profile, Evidence evidence) {
        BeforeTheRun before =
                BeforeTheRun.of(prometheus, workload, profile, profile.windows().requests());
        String selector = before.ofLoki(BUCKETS, ROUTES, ANSWERED);
        String source = before.source(selector);
        LatencyBuckets all = LatencyBuckets.of(before.increaseBy("le", selector));
        LatencyBuckets canaries = CanaryTraffic.of(before).queries();
        LatencyBuckets judged = all.minus(canaries);
        evidence.measured("queries answered", all.count(), "queries", null, source);
        evidence.measured(
                "queries of the canaries",
                canaries.count(),
                "queries",
                null,
                before.source("the canaries' histograms"));
        evidence.measured("queries judged", judged.count(), "queries", ">= " + RequestCount.FEWEST, source);
        RequestCount.requireMetric(before, before.ofLoki(BUCKETS), getClass());
        if (judged.count() < RequestCount.FEWEST) {
            throw new InconclusiveException(
                    "In the " + Durations.text(before.window()) + " before the run Loki answered "
                            + Math.round(judged.count()) + " queries that were not the canaries', and a P95 takes "
                            + RequestCount.FEWEST + "; it can be judged once somebody asks.",
                    before.fullerFrom());
        }
        judge(judged.quantile(SHARE), profile.queries().serverP95Limit(), source, evidence);
    }

    private void judge(double p95, Duration limit, String source, Evidence evidence) {
        evidence.measured("P95, interpolated in its bucket", p95, "seconds", "< " + Durations.text(limit), source);
        assertThat(new Finding(
                        p95 < limit.toNanos() / 1e9,
                        "a P95 of the query routes under " + Durations.text(limit),
                        Double.isInfinite(p95) ? "one beyond the histogram's last bound" : p95 + " s",
                        source))
                .orElse(getClass())
                .holds();
    }
}
