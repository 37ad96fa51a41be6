package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.alerting.TargetsScrapedIT;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.workload.Workload;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Over the time before the run, whose own load would be in it: in Loki the queue of series to be flushed, in the Alloys what
 * they have read and not sent. A queue that fills and empties, or stays as long as it is, does not grow.
 */
@Capacity
@Observe
@Expectation(
        id = "CAPACITY-03",
        level = SHOULD,
        runbook = RunbookSection.SCALING_GUIDELINES,
        requires = PROMETHEUS,
        prerequisites = TargetsScrapedIT.class,
        statement = "The ingestion backlog, in Loki and in the Alloys, does not grow",
        remedy =
                "Where Loki's queue grows, look at S3's latency and scale Loki up as in the runbook's Scaling Commands; where "
                        + "an Alloy falls behind, look for send errors and 429 in its log")
public class BacklogDoesNotGrowIT {
    @Test
    void neitherLokiNorAnAlloyFallsBehind(
            Prometheus prometheus, Workload workload, Profile profile, Evidence evidence) {
        BeforeTheRun before =
                BeforeTheRun.of(prometheus, workload, profile, profile.windows().requests());
        List<FlushQueue> queues = FlushQueue.read(before);
        List<UnsentBytes> agents = UnsentBytes.read(before, profile.prometheus().alloyMatchers());
        String source = before.source(FlushQueue.selector(before));
        evidence.measured("Lokis that tell of their flush queue", queues.size(), "instances", ">= 1", source);
        evidence.measured(
                "Alloys that tell what they read",
                agents.size(),
                "instances",
                ">= 1",
                before.source(UnsentBytes.READ + "{" + profile.prometheus().alloyMatchers() + "}"));
        queues.forEach(queue -> queue.record(evidence, source));
        agents.forEach(agent -> agent.record(evidence, before.source(UnsentBytes.SENT)));
        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(
                            new Finding(!queues.isEmpty(), "a metric " + FlushQueue.METRIC, "no such metric", source))
                    .orElse(getClass())
                    .holds());
            queues.forEach(queue -> softly.check(
                    () -> assertThat(queue.finding(source)).orElse(getClass()).holds()));
            agents.forEach(agent -> softly.check(() -> assertThat(agent.finding(before.source(UnsentBytes.SENT)))
                    .orElse(getClass())
                    .holds()));
        });
        if (!before.isFull()) {
            throw new InconclusiveException(
                    "Nothing grew, but Prometheus has scraped Loki for less than the " + Durations.text(before.window())
                            + " before the run.",
                    before.fullFrom());
        }
        if (agents.isEmpty()) {
            throw new InconclusiveException(
                    "Loki's flush queue does not grow, but no Alloy told of bytes that it read, by "
                            + UnsentBytes.READ
                            + ", in that time; it can be judged once one reads log files, and not where none does.",
                    null);
        }
    }
}
