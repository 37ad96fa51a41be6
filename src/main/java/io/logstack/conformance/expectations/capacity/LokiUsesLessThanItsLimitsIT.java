package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.LokiPods;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** One measurement of the metrics API, an average over its window of some 15 seconds: what {@code kubectl top} shows. */
@Capacity
@Observe
@Expectation(
        id = "CAPACITY-02",
        level = SHOULD,
        runbook = RunbookSection.SCALING_GUIDELINES,
        requires = KUBERNETES,
        rights = {Right.LIST_PODS, Right.GET_USAGE},
        prerequisites = LokiResourcesSetIT.class,
        statement = "Loki uses less than 80% CPU and 90% memory of its limits, or what the profile says instead",
        remedy =
                "Scale Loki up as in the runbook's Scaling Commands, at singleBinary.resources in the HelmRelease's values")
public class LokiUsesLessThanItsLimitsIT {
    /** The metrics API measures a new pod within a minute or two. */
    private static final Duration UNMEASURED = Duration.ofMinutes(3);

    @Test
    void everyLokiHasRoomLeft(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String container = profile.loki().container();
        List<Pod> pods = LokiPods.of(cluster, profile);
        String source = LokiPods.source(profile);
        evidence.measured("pods", pods.size(), "pods", ">= 1", source);
        assertThat(new Finding(!pods.isEmpty(), "a Loki pod to measure", "none", source))
                .orElse(getClass())
                .holds();

        Map<String, Integer> most = new LinkedHashMap<>();
        most.put(Allotment.CPU, profile.capacity().cpuUsage());
        most.put(Allotment.MEMORY, profile.capacity().memoryUsage());
        List<Pod> young = new ArrayList<>();
        SoftAssertions.assertSoftly(softly -> {
            for (Pod pod : pods) {
                String name = pod.getMetadata().getName();
                Optional<Usage> usage = Usage.read(cluster, namespace, name, container);
                evidence.measured(
                        "measured, pod " + name, usage.isPresent(), "", "= true", "metrics.k8s.io, PodMetrics " + name);
                if (usage.isEmpty() && judgeableFrom(pod).isAfter(Instant.now())) {
                    young.add(pod);
                    continue;
                }
                Optional<Allotment> allotment = Allotment.of(pod, container);
                softly.check(() -> assertThat(new Finding(
                                usage.isPresent() && allotment.isPresent(),
                                "a measurement of container " + container,
                                "none, though the pod is old enough for one",
                                "metrics.k8s.io, PodMetrics " + namespace + "/" + name))
                        .orElse(getClass())
                        .holds());
                if (usage.isPresent() && allotment.isPresent()) {
                    judge(usage.get(), allotment.get(), most, evidence, softly);
                }
            }
        });
        if (!young.isEmpty()) {
            throw new InconclusiveException(
                    "The metrics API has not measured "
                            + young.get(0).getMetadata().getName() + " yet, which is new.",
                    judgeableFrom(young.get(0)));
        }
    }

    private void judge(
            Usage usage, Allotment allotment, Map<String, Integer> most, Evidence evidence, SoftAssertions softly) {
        List<String> judged = new ArrayList<>();
        most.forEach((resource, percent) -> {
            boolean limited = allotment.limits().containsKey(resource);
            Optional<?> share = usage.percentOf(allotment, resource);
            evidence.measured(
                    resource + " used of its limit, " + usage.container(),
                    share.<Object>map(value -> value).orElse(limited ? "unmeasured" : "without a limit"),
                    "%",
                    limited ? "< " + percent : null,
                    "metrics.k8s.io, " + usage.container());
            // Without a limit there is no share of it; whether there should be one is CAPACITY-01's affair.
            if (limited) {
                judged.add(resource);
                softly.check(() -> assertThat(new Finding(
                                usage.percentOf(allotment, resource)
                                        .filter(value -> value.intValue() < percent)
                                        .isPresent(),
                                resource + " under " + percent + "% of its limit",
                                share.map(value -> value + "%").orElse("no measurement of it"),
                                "metrics.k8s.io, " + usage.container()))
                        .orElse(getClass())
                        .holds());
            }
        });
        softly.check(() -> assertThat(new Finding(!judged.isEmpty(), "a limit to judge by", "none", usage.container()))
                .orElse(getClass())
                .holds());
    }

    /** A pod whose start is unknown has had its time. */
    private static Instant judgeableFrom(Pod pod) {
        String start = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        try {
            return start == null ? Instant.EPOCH : Instant.parse(start).plus(UNMEASURED);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
