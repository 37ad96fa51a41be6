package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.logstack.conformance.expectations.BareCluster;
import java.util.List;
import java.util.Optional;

/** Flux' objects as YAML. */
final class FluxObjects {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** Of generation 3, ready, with two revisions. */
    static final String RELEASE = """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: loki, namespace: monitoring, generation: 3}
            spec:
              chart: {spec: {sourceRef: {kind: HelmRepository, name: grafana, namespace: flux-system}}}
              values:
                loki: {limits_config: {retention_period: 168h}}
                singleBinary: {replicas: 1, resources: {limits: {memory: 4Gi}}}
            status:
              observedGeneration: 3
              conditions:
              - {type: Released, status: "True", reason: UpgradeSucceeded, message: fine}
              - {type: Ready, status: "True", reason: UpgradeSucceeded, message: fine}
              history:
              - {version: 2, status: deployed, chartVersion: 6.30.1}
              - {version: 1, status: superseded, chartVersion: 6.29.0}
            """;

    private FluxObjects() {}

    static GenericKubernetesResource read(String yaml) {
        return YAML.unmarshal(yaml, GenericKubernetesResource.class);
    }

    /** A cluster that has these and no others. */
    static BareCluster cluster(String... yaml) {
        List<GenericKubernetesResource> objects =
                List.of(yaml).stream().map(FluxObjects::read).toList();
        return new BareCluster() {
            @Override
            public Optional<GenericKubernetesResource> custom(
                    String apiVersion, String kind, String plural, String namespace, String name) {
                return objects.stream()
                        .filter(object -> object.getApiVersion().equals(apiVersion)
                                && object.getKind().equals(kind)
                                && object.getMetadata().getNamespace().equals(namespace)
                                && object.getMetadata().getName().equals(name))
                        .findFirst();
            }
        };
    }
}
