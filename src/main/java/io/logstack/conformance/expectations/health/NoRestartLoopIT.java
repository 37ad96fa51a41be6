package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.cluster.Restarts;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-05",
        level = MUST,
        runbook = RunbookSection.LOKI_POD_RESTART_LOOP,
        requires = KUBERNETES,
        rights = Right.LIST_PODS,
        statement = "No component restarts in a loop: no restart within the window, no container that was OOMKilled or "
                + "cannot start",
        remedy = "Read the log of the container's previous life with 'kubectl logs -n monitoring POD -c CONTAINER "
                + "--previous'; the runbook's common causes are S3 connectivity and resource limits")
public class NoRestartLoopIT {
    @Test
    void noContainerRestartedWithinTheWindow(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        Instant from = Instant.now().minus(profile.windows().restarts());
        Map<String, String> components = new TreeMap<>(Map.of(
                "gateway", profile.gateway().selector(),
                "Alloy", profile.alloy().selector(),
                "canary", profile.canary().selector()));
        LokiComponent.of(profile).forEach(component -> components.put(component.name(), component.selector()));
        List<Restarts> all = components.entrySet().stream()
                .map(component -> Restarts.since(
                        from,
                        component.getKey() + " pods in " + namespace + " with " + component.getValue(),
                        cluster.pods(namespace, component.getValue())))
                .toList();
        for (Restarts restarts : all) {
            evidence.measured("pods looked at: " + restarts.component(), restarts.pods(), "pods", ">= 1", "pod status");
            evidence.measured(
                    "containers looked at: " + restarts.component(),
                    restarts.containers(),
                    "containers",
                    ">= 1",
                    "pod status");
            evidence.measured(
                    "containers restarted or unable to start since " + from + ": " + restarts.component(),
                    restarts.findings().size(),
                    "containers",
                    "= 0",
                    "pod status");
        }
        SoftAssertions.assertSoftly(softly -> all.forEach(restarts ->
                softly.check(() -> assertThat(restarts).orElse(getClass()).areNone())));
    }
}
