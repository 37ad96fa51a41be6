package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sends what curl would send: of the alternatives in braces the first, without the braces. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-07",
        level = INFO,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "The queries that the runbook gives to curl reach Loki as they are typed",
        remedy = "Use 'curl -G --data-urlencode', or -g, which keeps braces")
public class CurlEatsBracesIT {
    private static final Pattern BRACES = Pattern.compile("\\{([^{},]*)(?:,[^{}]*)?\\}");
    private static final Duration RANGE = Duration.ofMinutes(5);

    @Test
    void lokiTakesWhatCurlSends(Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Curl> eaten = Curl.in(runbook).stream()
                .filter(Curl::globbing)
                .filter(curl -> curl.parameter("query")
                        .filter(query -> BRACES.matcher(query).find())
                        .isPresent())
                .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(
                        eaten.stream().map(curl -> curl.command().said()).toList(),
                        place -> eaten.stream()
                                .filter(curl -> curl.command().said().equals(place))
                                .findFirst()
                                .flatMap(curl -> drift(curl, loki)));
    }

    private static Optional<String> drift(Curl curl, Loki loki) {
        String sent = BRACES.matcher(curl.parameter("query").orElseThrow())
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
        Instant end = Instant.now();
        Answer answer = loki.ask(
                curl.path(),
                Map.of(
                        "query",
                        sent,
                        "start",
                        Long.toString(LogQuery.nanos(end.minus(RANGE))),
                        "end",
                        Long.toString(LogQuery.nanos(end)),
                        "limit",
                        "1"));
        return Refusal.of(answer, sent)
                .map(refusal -> "curl's globbing eats the braces and sends " + sent + ": " + refusal);
    }
}
