package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.query.DangerousQueriesRefusedIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Drift
@Observe
@Expectation(
        id = "DRIFT-03",
        level = INFO,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        prerequisites = DangerousQueriesRefusedIT.class,
        statement = "The queries that the runbook calls slow are queries that Loki answers",
        remedy = "Leave it out, or name one that Loki takes, such as {namespace=~\".+\"} |~ \"error\" over a day")
public class SlowQueryRefusedIT {
    private static final Duration RANGE = Duration.ofMinutes(5);

    @Test
    void lokiAnswersThem(Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.items().stream()
                .filter(item -> item.under().toLowerCase(Locale.ROOT).contains("slow queries"))
                .flatMap(Runbook.Item::said)
                .filter(place -> place.text().startsWith("{"))
                .toList();
        new Drifts(runbook, getClass(), evidence).judge(said, place -> drift(place, loki));
    }

    private static Optional<String> drift(Runbook.Said place, Loki loki) {
        Instant end = Instant.now();
        Answer answer = loki.ask(
                "/loki/api/v1/query_range",
                Map.of(
                        "query", place.text(),
                        "start", Long.toString(LogQuery.nanos(end.minus(RANGE))),
                        "end", Long.toString(LogQuery.nanos(end)),
                        "limit", "1"));
        return Refusal.of(answer, place.text());
    }
}
