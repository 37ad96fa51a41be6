package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.homelab.Endpoints;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.stack.TestObjects;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was on a stack before a run, somebody else's things that are easily mistaken for the suite's among them. */
final class Whole implements AutoCloseable {
    private static final String BUCKET = "loki-chunks";
    private static final List<String> FOREIGN_KEYS =
            List.of("logstack-conformance-notes.txt", "logstack-conformance/README.md", "backup/2026-11-01.tar");
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Store cluster;
    private final S3Client s3;
    private final Set<String> before;

    Whole(LiveHomelab live) {
        this.cluster = live.homelab().kubernetes().store();
        Endpoints parts = live.homelab().endpoints();
        this.s3 = client(parts.s3(), parts.s3AccessKey(), parts.s3SecretKey());
        FOREIGN_KEYS.forEach(
                key -> s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("not the suite's")));
        cluster.create(pod("logstack-conformance-backup", "somebody"));
        cluster.create(pod("unexpiring", "logstack-conformance"));
        this.before = objects();
    }

    /** A pod that is not the suite's: managed by somebody else, or without an expiry. */
    private static Pod pod(String name, String manager) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("monitoring")
                .addToLabels("app.kubernetes.io/managed-by", manager)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("example.org/main")
                .withCommand("sleep", "86400")
                .endContainer()
                .endSpec()
                .build();
    }

    /** Nothing of the suite's is there any more, as soon as what is being deleted is gone, and all else is as it was. */
    void isUntouched() {
        Awaitility.await("the stack is as it was before")
                .atMost(SETTLED)
                .untilAsserted(() -> assertThat(objects()).isEqualTo(before));
        assertThat(keys(TestObjects.PREFIX)).containsExactly("logstack-conformance/README.md");
        assertThat(keys("")).containsAll(FOREIGN_KEYS);
    }

    /** Whether a run's pods are there now. */
    boolean hasProbes() {
        return !cluster.list(Pod.class, "monitoring", "logstack.io/conformance-run")
                .isEmpty();
    }

    /** How many the gateway is to have now. */
    int gatewayReplicas() {
        return cluster.get(Deployment.class, "monitoring", "loki-gateway")
                .map(gateway -> gateway.getSpec().getReplicas())
                .orElseThrow();
    }

    /** Pods by their owner's kind, or their name where they have none: controllers replace theirs. */
    private Set<String> objects() {
        Set<String> all = new TreeSet<>();
        cluster.list(Pod.class, null, "")
                .forEach(pod -> all.add("Pod " + pod.getMetadata().getNamespace() + "/"
                        + pod.getMetadata().getOwnerReferences().stream()
                                .map(owner -> owner.getKind() + " " + owner.getName() + " on "
                                        + pod.getSpec().getNodeName())
                                .findFirst()
                                .orElse(pod.getMetadata().getName())));
        for (Class<? extends HasMetadata> kind :
                List.of(DaemonSet.class, StatefulSet.class, Service.class, Secret.class, ConfigMap.class)) {
            cluster.list(kind, null, "")
                    .forEach(object -> all.add(kind.getSimpleName() + " "
                            + object.getMetadata().getNamespace() + "/"
                            + object.getMetadata().getName()));
        }
        cluster.list(Deployment.class, null, "")
                .forEach(deployment ->
                        all.add("Deployment " + deployment.getMetadata().getName() + " with "
                                + deployment.getSpec().getReplicas() + " replicas, annotated "
                                + deployment.getMetadata().getAnnotations()));
        return all;
    }

    private Set<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        s3.close();
    }

    private static S3Client client(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of("us-east-1"))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
