package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Query
@Observe
@Expectation(
        id = "QUERY-08",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "Dangerous queries are refused: empty matchers, too long a range, too high a limit",
        remedy =
                "Restore limits_config.max_query_length (30d1h) and limits_config.max_entries_limit_per_query (5000) in "
                        + "the HelmRelease's values")
public class DangerousQueriesRefusedIT {
    /** Selects nothing, so that a guard that is off costs the stack nothing. */
    private static final String HARMLESS = "{conformance_run=\"guards\"}";

    // Asked where no limit is configured: whatever a stack may need, it is less.
    private static final Duration ENDLESS = Duration.ofDays(400);
    private static final long UNLIMITED = 1_000_000;

    private record Danger(String name, Map<String, String> parameters, String words) {}

    @Test
    void eachGuardRefusesInItsOwnWords(Loki loki, Evidence evidence) {
        LokiConfig config = LokiConfig.read(loki);
        Map<Danger, Answer> answers = new LinkedHashMap<>();
        dangers(config)
                .forEach(danger -> answers.put(danger, loki.ask("/loki/api/v1/query_range", danger.parameters())));
        answers.forEach((danger, answer) -> evidence.measured(
                danger.name(),
                answer.status() + " "
                        + answer.body().strip().lines().findFirst().orElse(""),
                "",
                "400 with the words '" + danger.words() + "'",
                answer.uri().toString()));
        SoftAssertions.assertSoftly(softly -> answers.forEach((danger, answer) -> softly.check(() -> assertThat(answer)
                .as(danger.name())
                .orElse(getClass())
                .hasStatus(400)
                .isRefusedInLokisWords(danger.words()))));
    }

    private static List<Danger> dangers(LokiConfig config) {
        Duration longest = config.duration("limits_config.max_query_length")
                .filter(limit -> !limit.isZero())
                .map(limit -> limit.plusDays(1))
                .orElse(ENDLESS);
        long most = config.number("limits_config.max_entries_limit_per_query")
                .filter(limit -> limit > 0)
                .map(limit -> limit + 1)
                .orElse(UNLIMITED);
        return List.of(
                new Danger(
                        "empty matchers",
                        query("{namespace=\"\"} |~ \"error\"", Duration.ofMinutes(1), 1),
                        "queries require at least one regexp or equality matcher that does not have an "
                                + "empty-compatible value"),
                new Danger(
                        "a range of " + Durations.text(longest),
                        query(HARMLESS, longest, 1),
                        "the query time range exceeds the limit"),
                new Danger(
                        "a limit of " + most,
                        query(HARMLESS, Duration.ofMinutes(1), most),
                        "max entries limit per query exceeded"));
    }

    private static Map<String, String> query(String logql, Duration range, long limit) {
        Instant end = Instant.now();
        return Map.of(
                "query", logql,
                "start", Long.toString(LogQuery.nanos(end.minus(range))),
                "end", Long.toString(LogQuery.nanos(end)),
                "limit", Long.toString(limit));
    }
}
