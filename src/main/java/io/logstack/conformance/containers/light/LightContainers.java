package io.logstack.conformance.containers.light;

import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.containers.docker.ReadyOrEnded;
import io.logstack.conformance.containers.docker.StackLabels;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Makes the containers of a plan; starts none. */
final class LightContainers {
    static final String LOKI = "loki";
    static final String STORE = "object-store";

    private static final String CONFIG = "/etc/loki/config/config.yaml";
    private static final int CONSOLE = 9001;
    private static final Duration STARTUP = Duration.ofMinutes(2);

    private final LightPlan plan;
    private final Network network;
    private final boolean kept;

    /** @param kept whether they are to outlive the run */
    LightContainers(LightPlan plan, Network network, boolean kept) {
        this.plan = plan;
        this.network = network;
        this.kept = kept;
    }

    /** MinIO under the name and on the port that Loki's configuration knows it by. */
    MinIOContainer store() {
        int port = plan.store().port();
        MinIOContainer minio = new MinIOContainer(
                        DockerImageName.parse(plan.minio().toString()).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(plan.accessKey())
                .withPassword(plan.secretKey());
        minio.withNetwork(network)
                .withNetworkAliases(plan.store().host())
                .withCommand("server", "--address", ":" + port, "--console-address", ":" + CONSOLE, "/data")
                .waitingFor(new ReadyOrEnded(port, LightStack.STORE_READY, STARTUP));
        Publishing.of(minio, port, labels(STORE));
        return minio;
    }

    /** Loki as its chart starts it, but as root: its directories are made for the user of a pod elsewhere. */
    GenericContainer<?> loki() {
        int port = plan.config().port();
        GenericContainer<?> loki =
                new GenericContainer<>(DockerImageName.parse(plan.loki().toString()));
        loki.withNetwork(network)
                .withNetworkAliases(LOKI)
                .withEnv(plan.environment())
                .withCopyToContainer(Transferable.of(plan.config().text()), CONFIG)
                .withCommand("-config.file=" + CONFIG, "-config.expand-env=true", "-target=all")
                .withCreateContainerCmdModifier(command -> command.withUser("0:0"))
                .waitingFor(new ReadyOrEnded(port, LightStack.LOKI_READY, STARTUP));
        plan.config()
                .directories()
                .forEach(directory -> loki.withCopyToContainer(Transferable.of(""), directory + "/.made"));
        Publishing.of(loki, port, labels(LOKI));
        return loki;
    }

    private Map<String, String> labels(String part) {
        return StackLabels.of(plan.hash(), part, kept);
    }
}
