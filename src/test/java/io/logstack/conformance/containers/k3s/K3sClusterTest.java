package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.containers.FakeDocker;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Outage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose API is the homelab's, and whose containers are those of a Docker that only says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class K3sClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final K3sPlan plan = plan(Map.of());
    private StandInCluster standIn;
    private HttpServer store;
    private FakeDocker docker;

    @BeforeAll
    void startCluster(@TempDir Path directory) throws IOException {
        standIn = StandInCluster.start(directory);
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/minio/health/live", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        store.start();
    }

    @AfterAll
    void stopCluster() {
        store.stop(0);
        standIn.close();
    }

    @BeforeEach
    void startDocker() {
        docker = new FakeDocker();
        storeAt("192.0.2.7");
    }

    @AfterEach
    void stopDocker() {
        docker.close();
    }

    private static K3sPlan plan(Map<String, String> keys) {
        Map<String, String> all = new LinkedHashMap<>(keys);
        all.put("containers.nodes", "2");
        Profile profile = Profiles.load(Path.of("profiles/containers.yaml"), all);
        return K3sPlan.of(profile, new ImageCatalogue(profile), Map.of());
    }

    private void storeAt(String address) {
        docker.on(
                "GET /containers/s1/json",
                200,
                "{'Id': 's1', 'NetworkSettings': {'Networks': {'other': {'NetworkID': 'no', 'IPAddress': '192.0.2.99'},"
                        + " 'n': {'NetworkID': 'net', 'IPAddress': '" + address + "'}}}}");
    }

    private K3sCluster cluster() {
        Map<String, String> nodes = new LinkedHashMap<>();
        nodes.put("k3s-1", "n1");
        nodes.put("k3s-2", "n2");
        return new K3sCluster(
                plan,
                new K3sStack(
                        nodes,
                        "s1",
                        "net",
                        storeUri(),
                        standIn.homelab().kubernetes().kubeconfig()),
                docker.client(),
                PATIENCE,
                POLL);
    }

    private URI storeUri() {
        return URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    }

    @Test
    void afterAnOutageTheClusterFindsTheObjectStoreWhereItIsThen() {
        docker.on("POST /containers/s1/stop", 204, "").on("POST /containers/s1/start", 204, "");
        K3sCluster cluster = cluster();
        Outage outage = cluster.outage();

        outage.begin();
        assertThat(docker.asked()).contains("POST /containers/s1/stop").doesNotContain("POST /containers/s1/start");
        storeAt("192.0.2.8");
        outage.end();

        EndpointSlice slice = cluster.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace("storage")
                .withName("rook-ceph-rgw-storage-minio")
                .require();
        assertThat(slice.getEndpoints().get(0).getAddresses()).containsExactly("192.0.2.8");
        cluster.leave();
    }

    @Test
    void aNodeIsFrozenByItsName() {
        docker.on("POST /containers/n2/pause", 204, "").on("POST /containers/n2/unpause", 204, "");
        K3sCluster cluster = cluster();

        cluster.pause("k3s-2");
        cluster.unpause("k3s-2");

        assertThat(docker.asked()).containsSubsequence("POST /containers/n2/pause", "POST /containers/n2/unpause");
        assertThatThrownBy(() -> cluster.pause("k3s-3")).hasMessage("there is no node k3s-3; there are [k3s-1, k3s-2]");
        cluster.leave();
    }

    @Test
    void theEvidenceHasWhatWasAppliedAndEveryContainersLog() {
        K3sCluster cluster = cluster();

        assertThat(cluster.evidence())
                .extracting(Attachment::name)
                .contains(
                        "Manifests of the cluster",
                        "Events of the cluster",
                        "Pods of the cluster",
                        "Log of the container k3s-1",
                        "Log of the container k3s-2",
                        "Log of the container object-store");
        cluster.leave();
    }

    @Test
    void nothingIsLeftOfItAtItsEnd() {
        for (String id : new String[] {"n1", "n2", "s1"}) {
            docker.on("DELETE /containers/" + id, 204, "");
        }
        docker.on("DELETE /networks/net", 204, "");

        cluster().close();

        assertThat(docker.asked())
                .contains("DELETE /containers/n1", "DELETE /containers/n2", "DELETE /containers/s1")
                .endsWith("DELETE /networks/net");
    }

    @Test
    void theOneThatWasLeftUpIsFoundByItsPlan() throws IOException {
        docker.on(
                "GET /containers/json",
                200,
                "[" + container("n1", "k3s-1", 6443) + "," + container("n2", "k3s-2", 10250) + ","
                        + container("s1", "object-store", 9000) + "]");
        docker.onBytes("GET /containers/n1/archive", archive("server: https://127.0.0.1:6443\n"));

        assertThat(kept().stack(plan)).get().satisfies(stack -> {
            assertThat(stack.containers()).isEqualTo(Map.of("k3s-1", "n1", "k3s-2", "n2", "object-store", "s1"));
            assertThat(stack.store()).isEqualTo(storeUri());
            assertThat(stack.network()).isEqualTo("net");
            assertThat(stack.kubeconfig())
                    .isEqualTo("server: https://127.0.0.1:" + store.getAddress().getPort() + "\n");
            assertThat(stack.toString()).doesNotContain("server:");
        });
    }

    @Test
    void oneThatIsNotWholeIsNotTaken() throws IOException {
        docker.onBytes("GET /containers/n1/archive", archive("server: https://127.0.0.1:6443\n"));
        docker.on(
                "GET /containers/json",
                200,
                "[" + container("n1", "k3s-1", 6443) + "," + container("s1", "object-store", 9000) + "]");
        assertThat(kept().stack(plan)).isEmpty();

        docker.on(
                "GET /containers/json",
                200,
                "[" + container("n1", "k3s-1", 6443) + "," + container("n2", "k3s-2", 10250) + "]");
        assertThat(kept().stack(plan)).isEmpty();
        assertThat(kept().of(plan)).isEmpty();
    }

    @Test
    void plansOfTheSameAreTheSame() {
        assertThat(plan.hash()).isEqualTo(plan(Map.of()).hash());
        assertThat(plan.hash())
                .isNotEqualTo(
                        plan(Map.of("images.alloy", "grafana/alloy:v1.9.2")).hash())
                .isNotEqualTo(
                        plan(Map.of("rules", "fixtures/cluster/rules.yaml")).hash());
    }

    private KeptClusters kept() {
        return new KeptClusters(docker.client(), "127.0.0.1", PATIENCE, POLL);
    }

    private String container(String id, String part, int port) {
        return "{'Id': '" + id + "', 'Labels': {'" + StackLabels.PART + "': '" + part
                + "'}, 'Ports': [{'IP': '127.0.0.1', 'PrivatePort': " + port + ", 'PublicPort': "
                + store.getAddress().getPort()
                + ", 'Type': 'tcp'}], 'NetworkSettings': {'Networks': {'n': {'NetworkID': 'net'}}}}";
    }

    private static byte[] archive(String kubeconfig) throws IOException {
        byte[] content = kubeconfig.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("k3s.yaml");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
