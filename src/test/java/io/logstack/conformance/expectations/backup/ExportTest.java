package io.logstack.conformance.expectations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static final String SERVED = """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata:
              name: loki
              namespace: monitoring
              labels: {kustomize.toolkit.fluxcd.io/name: apps}
              annotations:
                note: kept
                kubectl.kubernetes.io/last-applied-configuration: '{"spec":{}}'
              finalizers: [finalizers.fluxcd.io]
              uid: 0b9c3f0e-6f61-4c4c-9d6c-5a6d9f3a7a11
              resourceVersion: "4711"
              generation: 3
              creationTimestamp: "2025-06-15T08:00:00Z"
              deletionTimestamp: "2025-06-16T08:00:00Z"
              deletionGracePeriodSeconds: 0
              selfLink: /apis/helm.toolkit.fluxcd.io/v2/namespaces/monitoring/helmreleases/loki
              ownerReferences:
              - {apiVersion: v1, kind: ConfigMap, name: owner, uid: 5a6d9f3a-6f61-4c4c-9d6c-0b9c3f0e7a11}
              managedFields:
              - {manager: flux, operation: Apply, apiVersion: helm.toolkit.fluxcd.io/v2, fieldsType: FieldsV1, fieldsV1: {}}
            spec: {interval: 30m, values: {replicas: 1}}
            status: {observedGeneration: 3}
            """;

    private static final String APPLICABLE = """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata:
              name: loki
              namespace: monitoring
              labels: {kustomize.toolkit.fluxcd.io/name: apps}
              annotations: {note: kept}
              finalizers: [finalizers.fluxcd.io]
            spec: {interval: 30m, values: {replicas: 1}}
            """;

    @Test
    void keepsWhatWasDeclaredAndNothingThatTheServerSet() {
        assertThat(Export.of(read(SERVED))).isEqualTo(read(APPLICABLE));
    }

    @Test
    void keepsWhatKindsWithoutSpecHold() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: loki-s3-credentials, namespace: monitoring}
                type: Opaque
                data: {AWS_ACCESS_KEY_ID: aG9tZWxhYg==}
                """;
        assertThat(Export.of(read(secret))).isEqualTo(read(secret));
    }

    @Test
    void leavesTheServedObjectAlone() {
        GenericKubernetesResource served = read(SERVED);
        Export.of(served);
        assertThat(served).isEqualTo(read(SERVED));
    }

    private static GenericKubernetesResource read(String yaml) {
        return YAML.unmarshal(yaml, GenericKubernetesResource.class);
    }
}
