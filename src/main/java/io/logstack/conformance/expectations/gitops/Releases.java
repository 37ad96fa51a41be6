package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The stack's HelmReleases, and the sources that their charts come from. */
public record Releases(Cluster cluster, Profile profile) {
    private static final List<String> RELEASE_VERSIONS =
            List.of("helm.toolkit.fluxcd.io/v2", "helm.toolkit.fluxcd.io/v2beta2");
    private static final List<String> SOURCE_VERSIONS =
            List.of("source.toolkit.fluxcd.io/v1", "source.toolkit.fluxcd.io/v1beta2");
    private static final Map<String, String> SOURCES = Map.of(
            "HelmRepository", "helmrepositories",
            "OCIRepository", "ocirepositories",
            "GitRepository", "gitrepositories",
            "Bucket", "buckets",
            "HelmChart", "helmcharts");

    /** The HelmReleases of Loki and Alloy by kind and {@code namespace/name}; empty where there is none. */
    public Map<String, Optional<GenericKubernetesResource>> all() {
        Map<String, Optional<GenericKubernetesResource>> releases = new LinkedHashMap<>();
        for (String name : List.of(profile.loki().helmRelease(), profile.alloy().helmRelease())) {
            releases.put("HelmRelease " + profile.namespaces().monitoring() + "/" + name, release(name));
        }
        return releases;
    }

    Optional<GenericKubernetesResource> release(String name) {
        return first(
                RELEASE_VERSIONS,
                "HelmRelease",
                "helmreleases",
                profile.namespaces().monitoring(),
                name);
    }

    /** The source that a release's chart comes from; of its name alone where there is none. */
    Map.Entry<String, Optional<GenericKubernetesResource>> source(GenericKubernetesResource release) {
        JsonNode spec = FluxObject.json(release).path("spec");
        JsonNode reference = spec.has("chartRef")
                ? spec.path("chartRef")
                : spec.path("chart").path("spec").path("sourceRef");
        String kind = reference.path("kind").asString("");
        String namespace =
                reference.path("namespace").asString(release.getMetadata().getNamespace());
        String name = reference.path("name").asString("");
        String plural = SOURCES.get(kind);
        return Map.entry(
                kind.isEmpty() ? "source of " + FluxObject.name(release) : kind + " " + namespace + "/" + name,
                plural == null ? Optional.empty() : first(SOURCE_VERSIONS, kind, plural, namespace, name));
    }

    private Optional<GenericKubernetesResource> first(
            List<String> apiVersions, String kind, String plural, String namespace, String name) {
        return apiVersions.stream()
                .flatMap(version -> Stream.of(cluster.custom(version, kind, plural, namespace, name)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
