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
        id = "INGEST-03",
        level = MUST,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = LOKI,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "Lines of the operator's workloads keep arriving in Loki",
        remedy =
                "Look for send errors with 'kubectl logs -n monitoring -l app.kubernetes.io/name=alloy --tail=50 | grep -E "
                        + "\"(sent|error)\"', then for refused pushes in Loki's log")
public class OperatorLinesKeepArrivingIT {
    @Test
    void aLineArrivedWithinTheWindow(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        OperatorTraffic traffic = new OperatorTraffic(loki, profile);
        Duration window = profile.windows().ingestion();
        NewestEntry.requireTraffic(traffic, profile, evidence, loki.address());
        Optional<OperatorTraffic.Newest> recent = new Look(profile)
                .until(
                        "a line of the operator's within the window",
                        profile.timeouts().settle(),
                        () -> traffic.newest(window),
                        Optional::isPresent);
        NewestEntry newest = new NewestEntry(traffic, profile, recent);
        newest.record(evidence, loki.address(), window);
        if (recent.isEmpty()) {
            NewestEntry.requireAge(stack, profile, window);
        }
        assertThat(new Finding(
                        recent.isPresent(),
                        "a line of the operator's workloads within the last " + Durations.text(window),
                        newest.describe(Instant.now()),
                        loki.address() + " by " + traffic.describe()))
                .orElse(getClass())
                .holds();
    }
}
