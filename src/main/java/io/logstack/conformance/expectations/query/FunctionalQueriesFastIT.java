package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.LatencySummary;
import io.logstack.conformance.workload.P95Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Query
@Observe
@Expectation(
        id = "QUERY-01",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        alone = true,
        statement = "The functional queries (label, regex, JSON, aggregation) answer, under the average and P95 limits",
        remedy = "Follow the runbook's Optimized Query Patterns; where the queries are as they should be, see Scaling "
                + "Guidelines")
public class FunctionalQueriesFastIT {
    @Test
    void eachQueryAnswersInTime(Loki loki, Profile profile, Evidence evidence) {
        Instant end = Instant.now();
        Duration range = profile.queries().range();
        OperatorTraffic.Streams streams = new OperatorTraffic(loki, profile)
                .newest(end.minus(range), end)
                .map(OperatorTraffic.Newest::foundBy)
                .orElseThrow(() -> new InconclusiveException(
                        "The operator's workloads logged nothing within " + Durations.text(range)
                                + ", so every answer would be empty; it can be judged once they do.",
                        null));

        RepeatedAsking timing = new RepeatedAsking(profile.queries());
        List<Judged> all = FunctionalQuery.of(profile, streams).stream()
                .map(query -> {
                    Map<String, String> parameters = query.parameters(end, range);
                    WarmUp answer = WarmUp.of(loki.ask(FunctionalQuery.PATH, parameters));
                    RepeatedAsking.Measured measured = timing.measure(loki, query, parameters);
                    return new Judged(query, answer, measured.times(), measured.side(), measured.answered());
                })
                .toList();

        evidence.measured("functional queries", all.size(), "queries", ">= 1", "the profile");
        all.forEach(one -> one.record(evidence, loki.address(), timing.least(), profile.queries()));
        SoftAssertions.assertSoftly(softly -> all.stream()
                .flatMap(one -> one.findings(loki.address(), profile.queries()))
                .forEach(finding -> softly.check(
                        () -> assertThat(finding).orElse(getClass()).holds())));
    }

    private record Judged(
            FunctionalQuery query, WarmUp answer, LatencySummary times, P95Side side, List<Duration> answered) {
        void record(Evidence evidence, String address, int wanted, Profile.Queries limits) {
            String name = query.name();
            String source = address + " by " + query.logql();
            evidence.measured(name + ": results", answer.describe(), "", "> 0", source);
            evidence.measured(
                    name + ": askings",
                    times.attempts(),
                    "queries",
                    times.attempts() < wanted ? "stopped when the limits were out of reach" : ">= " + wanted,
                    source);
            evidence.measured(name + ": failures", times.failed(), "queries", "= 0", source);
            evidence.measured(
                    name + ": mean",
                    seconds(times.mean()),
                    "seconds",
                    "<= " + Durations.text(limits.averageLimit()),
                    source);
            evidence.measured(name + ": P50", seconds(times.p50()), "seconds", null, source);
            evidence.measured(
                    name + ": P95", seconds(times.p95()), "seconds", "<= " + Durations.text(limits.p95Limit()), source);
            times.p95()
                    .ifPresent(p95 -> evidence.measured(
                            name + ": P95 " + (p95.compareTo(limits.p95Limit()) <= 0 ? "within" : "beyond")
                                    + " its limit, confidence",
                            Math.round(1000 * (p95.compareTo(limits.p95Limit()) <= 0 ? side.within() : side.beyond()))
                                    / 10.0,
                            "%",
                            null,
                            side.over() + " of " + side.samples() + " answers were over it"));
            evidence.measured(name + ": P99", seconds(times.p99()), "seconds", null, source);
            if (!answered.isEmpty()) {
                evidence.chart(new Chart.Distribution(
                        "How long the query '" + name + "' takes",
                        "seconds",
                        answered.stream().map(time -> time.toNanos() / 1e9).toList(),
                        new Chart.Limit("P95 limit", limits.p95Limit().toNanos() / 1e9)));
            }
        }

        Stream<Finding> findings(String address, Profile.Queries limits) {
            String source = address + " by " + query.logql();
            return Stream.of(
                    new Finding(answer.results() > 0, "results", answer.describe(), source),
                    new Finding(
                            times.failed() == 0,
                            "no failure in " + times.attempts() + " askings of '" + query.name() + "'",
                            times.failed() + " failures, the first: " + times.firstFailure(),
                            source),
                    within("mean", times.mean(), limits.averageLimit(), source),
                    within("P95", times.p95(), limits.p95Limit(), source));
        }

        private Finding within(String what, Optional<Duration> measured, Duration limit, String source) {
            return new Finding(
                    measured.filter(time -> time.compareTo(limit) <= 0).isPresent(),
                    what + " of '" + query.name() + "' up to " + Durations.text(limit),
                    measured.map(time -> Durations.text(time) + ", " + margin(time, limit))
                            .orElse("no answer to measure"),
                    source);
        }

        private static String margin(Duration measured, Duration limit) {
            return measured.compareTo(limit) <= 0
                    ? Durations.text(limit.minus(measured)) + " under it"
                    : Durations.text(measured.minus(limit)) + " over it";
        }

        private static Object seconds(Optional<Duration> time) {
            return time.map(some -> (Object) (some.toNanos() / 1e9)).orElse("no answer");
        }
    }
}
