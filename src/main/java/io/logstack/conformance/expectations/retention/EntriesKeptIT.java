package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.expectations.traffic.VisibleHistory;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Retention
@Observe
@Expectation(
        id = "RETAIN-03",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        rights = {Right.GET_STATEFUL_SETS, Right.GET_CREDENTIALS},
        prerequisites = {RetentionInForceIT.class, GatewayRoutesIT.class, LokiMetricsWellFormedIT.class},
        statement = "Entries inside retention are still there, back to the stack's age",
        remedy =
                "Look for rules in limits_config.retention_stream that match more than they should, for delete requests, and "
                        + "for a lifecycle rule on the bucket")
public class EntriesKeptIT {
    @Test
    void theHistoryReachesBackToTheEdge(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Duration period = profile.retention().period();
        LokiConfig config = LokiConfig.read(loki);
        Optional<Instant> oldest = VisibleHistory.ofOperator(loki, config, profile)
                .oldest(now.minus(period), now)
                .map(VisibleHistory.Seen::at);
        Optional<Instant> anyones =
                VisibleHistory.of(loki, config).oldest(now.minus(period), now).map(VisibleHistory.Seen::at);
        judge(
                new HistoryReach(oldest, anyones, StackAge.of(stack, profile, loki.metrics()), now, period),
                loki.address(),
                evidence);
    }

    void judge(HistoryReach reach, String address, Evidence evidence) {
        String source = address + ", the operator's streams";
        evidence.measured(
                "oldest entry inside retention of anyone but the suite",
                reach.anyones().map(Instant::toString).orElse("none"),
                "",
                null,
                address);
        evidence.measured(
                "oldest entry inside retention",
                reach.oldest().map(Instant::toString).orElse("none"),
                "",
                "<= " + reach.edge(),
                source);
        evidence.measured(
                "the stack exists since",
                reach.age().map(known -> known.since().toString()).orElse("unknown"),
                "",
                null,
                reach.age().map(StackAge::witness).orElse(address));
        if (!reach.complete() && !reach.owed()) {
            throw new InconclusiveException(
                    reach.undecided(), reach.judgeableFrom().orElse(null));
        }
        assertThat(new Finding(
                        reach.complete(),
                        "entries back to " + reach.edge() + ", of a retention of " + Durations.text(reach.period()),
                        "the oldest one of "
                                + reach.oldest().map(Instant::toString).orElse("no time"),
                        source))
                .orElse(getClass())
                .holds();
    }
}
