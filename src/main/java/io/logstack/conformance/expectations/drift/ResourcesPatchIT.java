package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.INFO;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whichever of the release's values are those that the pods run with are the ones that the chart reads. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-09",
        level = INFO,
        runbook = RunbookSection.SCALING_GUIDELINES,
        requires = {KUBERNETES, FLUX},
        rights = {Right.GET_STATEFUL_SETS, Right.GET_RELEASES},
        statement = "The values that the runbook patches to change Loki's resources are those that the chart reads",
        remedy = "Patch spec.values.singleBinary.resources")
public class ResourcesPatchIT {
    @Test
    void thePatchedValuesAreThoseThatRun(Cluster cluster, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.commands().stream()
                .map(Runbook.Command::said)
                .filter(place -> ResourcesPatch.of(place.text()).isPresent())
                .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(said, place -> drift(ResourcesPatch.of(place.text()).orElseThrow(), cluster, profile));
    }

    private static Optional<String> drift(ResourcesPatch patch, Cluster cluster, Profile profile) {
        String namespace = profile.namespaces().monitoring();
        String release = "HelmRelease " + namespace + "/" + patch.release();
        Map<String, Object> values = cluster.custom(
                        "helm.toolkit.fluxcd.io/v2", "HelmRelease", "helmreleases", namespace, patch.release())
                .map(ResourcesPatchIT::values)
                .orElseThrow(() -> new InconclusiveException("There is no " + release + " to patch.", null));
        // Whichever StatefulSet of a Loki in components: each has its own section in the values.
        LokiComponent component = LokiComponent.of(profile).get(0);
        String set = component.controller(profile);
        ResourceRequirements running = cluster.statefulSet(namespace, component.workload())
                .flatMap(found -> ResourcesPatch.running(found, profile.loki().container()))
                .orElseThrow(
                        () -> new InconclusiveException("There is no " + set + " that runs with resources.", null));
        List<String> read = ResourcesPatch.pathsOf(values, running);
        if (read.isEmpty()) {
            throw new InconclusiveException(
                    "None of the resources in the values of " + release + " are those that " + set + " runs with.",
                    null);
        }
        return read.contains(patch.path())
                ? Optional.empty()
                : Optional.of(set + " runs with what " + release + " has at spec.values." + String.join(", ", read)
                        + ", not at spec.values." + patch.path());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(GenericKubernetesResource release) {
        return release.get("spec", "values") instanceof Map<?, ?> values ? (Map<String, Object>) values : Map.of();
    }
}
