package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.LokiPods;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The runbook sets memory only, under "Resource constraints"; CPU is judged where the profile says what it should be. */
@Capacity
@Observe
@Expectation(
        id = "CAPACITY-01",
        level = SHOULD,
        runbook = RunbookSection.LOKI_POD_RESTART_LOOP,
        requires = KUBERNETES,
        rights = Right.LIST_PODS,
        statement = "Loki's requests and limits are at least the profile's",
        remedy = "Raise requests and limits at singleBinary.resources in the HelmRelease's values: the chart reads no "
                + "loki.resources")
public class LokiResourcesSetIT {
    @Test
    void everyLokiAsksForEnough(Cluster cluster, Profile profile, Evidence evidence) {
        String container = profile.loki().container();
        List<Pod> pods = LokiPods.of(cluster, profile);
        List<Allotment> allotments = Allotment.of(pods, container);
        String source = LokiPods.source(profile);
        evidence.measured("pods", pods.size(), "pods", ">= 1", source);
        evidence.measured("containers named " + container, allotments.size(), "containers", "= " + pods.size(), source);
        assertThat(new Finding(
                        !pods.isEmpty() && allotments.size() == pods.size(),
                        "a Loki pod, each with a container named " + container,
                        pods.size() + " pods and " + allotments.size() + " such containers",
                        source))
                .orElse(getClass())
                .holds();

        Map<String, BigDecimal> requests = new TreeMap<>();
        Map<String, BigDecimal> limits = new TreeMap<>();
        Profile.Capacity least = profile.capacity();
        requests.put(Allotment.MEMORY, BigDecimal.valueOf(least.requestsMemory().bytes()));
        limits.put(Allotment.MEMORY, BigDecimal.valueOf(least.limitsMemory().bytes()));
        least.requestsCpu().ifPresent(cores -> requests.put(Allotment.CPU, cores.amount()));
        least.limitsCpu().ifPresent(cores -> limits.put(Allotment.CPU, cores.amount()));
        SoftAssertions.assertSoftly(softly -> allotments.forEach(allotment -> {
            requests.forEach((resource, amount) -> judge(
                    "requests." + resource, allotment.requests().get(resource), amount, allotment, evidence, softly));
            limits.forEach((resource, amount) ->
                    judge("limits." + resource, allotment.limits().get(resource), amount, allotment, evidence, softly));
        }));
    }

    private void judge(
            String what,
            @Nullable BigDecimal found,
            BigDecimal least,
            Allotment allotment,
            Evidence evidence,
            SoftAssertions softly) {
        String unit = what.endsWith(Allotment.CPU) ? "cores" : "bytes";
        evidence.measured(
                what + " of " + allotment.container(),
                found == null ? "unset" : found,
                unit,
                ">= " + least.toPlainString(),
                allotment.container());
        softly.check(() -> assertThat(new Finding(
                        found != null && found.compareTo(least) >= 0,
                        what + " of at least " + least.toPlainString() + " " + unit,
                        found == null ? "none" : found.toPlainString(),
                        allotment.container()))
                .orElse(getClass())
                .holds());
    }
}
