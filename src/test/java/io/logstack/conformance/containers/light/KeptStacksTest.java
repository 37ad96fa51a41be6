package io.logstack.conformance.containers.light;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.logstack.conformance.containers.FakeDocker;
import io.logstack.conformance.containers.docker.ContainerLogs;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Outage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStacksTest {
    private final FakeDocker fake = new FakeDocker();
    private final LightPlan plan = plan();
    private HttpServer parts;

    @BeforeEach
    void start() throws IOException {
        parts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (String path : new String[] {"/ready", "/minio/health/live"}) {
            parts.createContext(path, exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, -1);
                }
            });
        }
        parts.start();
        fake.on("GET /networks", 200, "[{'Id': 'net', 'Name': 'n'}]");
        for (String id : new String[] {"l1", "s1"}) {
            fake.on("DELETE /containers/" + id, 204, "");
        }
        fake.on("DELETE /networks/net", 204, "");
    }

    @AfterEach
    void end() {
        parts.stop(0);
        fake.close();
    }

    @Test
    void theOneOfTheSamePlanIsTaken() {
        containers(container("l1", "loki", 3100) + "," + container("s1", "object-store", 80));

        assertThat(kept().of(plan)).contains(new LightStack("l1", "s1", "net", at(), at()));
    }

    @Test
    void oneThatIsNotWholeOrNotReadyIsNotTaken() {
        containers(container("l1", "loki", 3100));
        assertThat(kept().of(plan)).isEmpty();

        containers(container("l1", "loki", 3100) + "," + container("s1", "object-store", 9000));
        assertThat(kept().of(plan)).isEmpty();

        containers(container("l1", "loki", 3100) + "," + container("s1", "object-store", 80));
        parts.removeContext("/ready");
        assertThat(kept().of(plan)).isEmpty();
    }

    @Test
    void whatCannotBeTakenIsRemovedWithItsNetwork() {
        containers(container("l1", "loki", 3100) + "," + container("s1", "object-store", 80));

        kept().removeAll();

        assertThat(fake.asked())
                .contains("DELETE /containers/l1", "DELETE /containers/s1")
                .endsWith("DELETE /networks/net");
    }

    @Test
    void theStoresOutageStopsItsContainerAndWaitsForItToAnswer() {
        fake.on("POST /containers/s1/stop", 204, "").on("POST /containers/s1/start", 204, "");
        Outage outage = new StoreOutage(fake.client(), "s1", at(), Duration.ofSeconds(20), Duration.ofMillis(20));

        outage.begin();
        assertThat(fake.asked()).endsWith("POST /containers/s1/stop");
        outage.end();
        assertThat(fake.asked()).endsWith("POST /containers/s1/start");

        fake.on("POST /containers/s1/start", 304, "");
        outage.end();
    }

    @Test
    void logsOfEveryContainerAreAttached() {
        byte[] line = "level=info msg=ready\n".getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + line.length];
        frame[0] = 1;
        frame[7] = (byte) line.length;
        System.arraycopy(line, 0, frame, 8, line.length);
        fake.onBytes("GET /containers/l1/logs", frame);

        assertThat(new ContainerLogs(fake.client()).of(new LightStack("l1", "s1", "net", at(), at()).containers(), 40))
                .extracting(attachment -> attachment.name() + ": " + attachment.content())
                .containsExactly(
                        "Log of the container loki: level=info msg=ready\n",
                        "Log of the container object-store: (the container is gone)");
    }

    private KeptStacks kept() {
        return new KeptStacks(fake.client(), "127.0.0.1");
    }

    private URI at() {
        return URI.create("http://127.0.0.1:" + parts.getAddress().getPort());
    }

    private void containers(String json) {
        fake.on("GET /containers/json", 200, "[" + json + "]");
    }

    private String container(String id, String part, int port) {
        return "{'Id': '" + id + "', 'Labels': {'" + StackLabels.PART + "': '" + part
                + "'}, 'Ports': [{'IP': '127.0.0.1',"
                + " 'PrivatePort': " + port + ", 'PublicPort': "
                + parts.getAddress().getPort()
                + ", 'Type': 'tcp'}], 'NetworkSettings': {'Networks': {'n': {'NetworkID': 'net'}}}}";
    }

    private static LightPlan plan() {
        Profile profile = Profiles.load(Path.of("profiles/containers.yaml"), Map.of("containers.cluster", "none"));
        return LightPlan.of(profile, new ImageCatalogue(profile), Map.of());
    }
}
