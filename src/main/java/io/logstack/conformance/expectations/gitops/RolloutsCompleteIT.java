package io.logstack.conformance.expectations.gitops;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Gitops;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.Rollout;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Gitops
@Observe
@Expectation(
        id = "GITOPS-02",
        level = MUST,
        runbook = RunbookSection.UPDATE_PROCEDURES,
        requires = KUBERNETES,
        rights = {Right.GET_DAEMON_SETS, Right.GET_DEPLOYMENTS, Right.GET_STATEFUL_SETS},
        statement =
                "The rollouts of Loki, gateway, Alloy and canary are complete: their controllers have acted on what is "
                        + "declared, and all pods are of the present template",
        remedy = "Watch it with 'kubectl rollout status statefulset/loki -n monitoring' and the like, and look for the "
                + "reason in the controller's events with 'kubectl describe'")
public class RolloutsCompleteIT {
    @Test
    void everyPodIsOfThePresentTemplate(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String gateway = profile.gateway().deployment();
        Map<String, Optional<Rollout>> rollouts = new LinkedHashMap<>();
        LokiComponent.of(profile)
                .forEach(component ->
                        rollouts.put(component.controller(profile), Rollout.of(cluster, namespace, component)));
        rollouts.put(
                "Deployment " + namespace + "/" + gateway,
                cluster.deployment(namespace, gateway).map(Rollout::of));
        for (String daemonSet :
                List.of(profile.alloy().daemonSet(), profile.canary().daemonSet())) {
            rollouts.put(
                    "DaemonSet " + namespace + "/" + daemonSet,
                    cluster.daemonSet(namespace, daemonSet).map(Rollout::of));
        }
        rollouts.forEach((controller, rollout) -> {
            evidence.measured("exists, " + controller, rollout.isPresent(), "", "= true", controller);
            rollout.ifPresent(found -> {
                evidence.measured(
                        "pods of the present template, " + controller,
                        found.updated(),
                        "pods",
                        "= " + found.wanted() + ", which is to be >= 1",
                        controller);
                evidence.measured(
                        "pods in all, " + controller, found.all(), "pods", "= " + found.updated(), controller);
                evidence.measured(
                        "generation acted on, " + controller,
                        found.observed(),
                        "",
                        "= " + found.generation(),
                        controller);
            });
        });
        SoftAssertions.assertSoftly(softly -> rollouts.forEach((controller, rollout) -> {
            List<String> undone = rollout.map(Rollout::undone).orElse(List.of("there is no such controller"));
            softly.check(() -> assertThat(new Finding(
                            undone.isEmpty(),
                            "a complete rollout",
                            "that " + String.join(", and that ", undone),
                            controller))
                    .orElse(getClass())
                    .holds());
        }));
    }
}
