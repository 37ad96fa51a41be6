package io.logstack.conformance.expectations.gitops;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Gitops;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
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
        id = "GITOPS-01",
        level = MUST,
        runbook = RunbookSection.UPDATE_PROCEDURES,
        requires = {KUBERNETES, FLUX},
        rights = {Right.GET_RELEASES, Right.GET_SOURCES},
        statement =
                "The HelmReleases of Loki and Alloy and the sources of their charts are Ready, current and not suspended",
        remedy =
                "Read the object's conditions with 'kubectl describe', resume what is suspended with 'flux resume', and "
                        + "reconcile with 'flux reconcile helmrelease loki -n monitoring' and the same for alloy")
public class ReleasesReadyIT {
    @Test
    void releasesAndSourcesAreReadyAndCurrent(Cluster cluster, Profile profile, Evidence evidence) {
        Releases releases = new Releases(cluster, profile);
        Map<String, Optional<GenericKubernetesResource>> objects = new LinkedHashMap<>(releases.all());
        List.copyOf(objects.values())
                .forEach(release -> release.map(releases::source)
                        .ifPresent(source -> objects.put(source.getKey(), source.getValue())));
        Map<String, List<String>> troubles = new LinkedHashMap<>();
        objects.forEach((name, object) -> {
            Optional<FluxObject> seen = object.map(FluxObject::of);
            troubles.put(name, seen.map(FluxObject::troubles).orElse(List.of("there is no such object")));
            evidence.measured(
                    "Ready, " + name,
                    seen.map(flux -> flux.reports() ? flux.ready() : "not reported, being of type oci")
                            .orElse("no such object"),
                    "",
                    "= True",
                    name);
            seen.ifPresent(flux -> evidence.measured("suspended, " + name, flux.suspended(), "", "= false", name));
            seen.filter(FluxObject::reports)
                    .ifPresent(flux -> evidence.measured(
                            "generation acted on, " + name, flux.observed(), "", "= " + flux.generation(), name));
        });
        SoftAssertions.assertSoftly(softly ->
                troubles.forEach((name, found) -> softly.check(() -> assertThat(new Finding(
                                found.isEmpty(),
                                "a condition Ready that is True and current, and no suspension",
                                "that " + String.join(", and that ", found),
                                name))
                        .orElse(getClass())
                        .holds())));
    }
}
