package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Ingestion
@Observe
@Expectation(
        id = "INGEST-06",
        level = MUST,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "The newest entry of the operator's workloads is younger than the freshness limit (10 minutes)",
        remedy = "This is the runbook's critical alert: follow Complete Log Ingestion Failure, from Loki's '/ready' on")
public class NewestEntryIsFreshIT {
    @Test
    void theNewestEntryIsYoung(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        OperatorTraffic traffic = new OperatorTraffic(loki, profile);
        Duration limit = profile.ingestion().freshness();
        NewestEntry.requireTraffic(traffic, profile, evidence, loki.address());
        // A stack that has just started gets the time to settle; one that logs is seen at the first look.
        Optional<OperatorTraffic.Newest> recent = new Look(profile)
                .until(
                        "a fresh entry of the operator's",
                        profile.timeouts().settle(),
                        () -> traffic.newest(limit),
                        Optional::isPresent);
        NewestEntry newest = new NewestEntry(traffic, profile, recent);
        newest.record(evidence, loki.address(), limit);
        if (recent.isEmpty()) {
            NewestEntry.requireAge(stack, profile, limit);
        }
        assertThat(new Finding(
                        recent.isPresent(),
                        "an entry of the operator's workloads younger than " + Durations.text(limit),
                        newest.describe(Instant.now()),
                        loki.address() + " by " + traffic.describe()))
                .orElse(getClass())
                .holds();
    }
}
