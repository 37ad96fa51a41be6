package io.logstack.conformance.containers.light;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.logstack.conformance.containers.docker.Buckets;
import io.logstack.conformance.containers.docker.ContainerLogs;
import io.logstack.conformance.containers.docker.KeptContainers;
import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.docker.StackNetwork;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.containers.startup.StartTimeline;
import io.logstack.conformance.profile.ByteSize;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.access.AccessedStack;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.MinIOContainer;

/** Starts Loki and its object store, side by side as far as they can be, and judges them over their ports. */
public final class LightForm {
    /** What the two take together while little is asked of them. */
    public static final ByteSize MEMORY = ByteSize.parse("1Gi");

    /** Their images, unpacked, and what is written to them. */
    public static final ByteSize DISK = ByteSize.parse("2Gi");

    private static final Logger LOG = LoggerFactory.getLogger(LightForm.class);
    private static final int LOG_LINES = 400;
    private static final int LAST_LINES = 20;

    private final Profile profile;
    private final LightPlan plan;
    private final boolean kept;
    private final DockerClient docker;
    private final ContainerLogs logs;
    private final StartTimeline timeline = new StartTimeline();

    private LightForm(Profile profile, LightPlan plan, DockerClient docker) {
        this.profile = profile;
        this.plan = plan;
        this.kept = profile.containers().keep();
        this.docker = docker;
        this.logs = new ContainerLogs(docker);
    }

    /**
     * Starts it, or takes the one that an earlier run has left up.
     *
     * @throws StackUnavailableException when a part does not come up, with the end of its log
     */
    public static Stack start(Profile profile, LightPlan plan) {
        DockerClient docker;
        try {
            docker = DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            throw new StackUnavailableException(
                    "Testcontainers cannot work with this Docker: " + reason(e)
                            + "; where its Ryuk may not run, TESTCONTAINERS_RYUK_DISABLED=true does without, and within a"
                            + " container TESTCONTAINERS_HOST_OVERRIDE says where published ports are",
                    e);
        }
        return new LightForm(profile, plan, docker).start();
    }

    private Stack start() {
        KeptStacks keptStacks = new KeptStacks(docker, Publishing.host());
        if (kept) {
            Optional<LightStack> found = keptStacks.of(plan);
            if (found.isPresent()) {
                timeline.reached("a stack of the same plan found, left up by an earlier run");
                return stack(found.get());
            }
            keptStacks.removeAll();
        }
        LOG.info("Loki and MinIO are started; images that Docker lacks are pulled first");
        StackNetwork network = StackNetwork.create(docker, StackLabels.of(plan.hash(), "network", kept));
        LightContainers containers = new LightContainers(plan, network, kept);
        MinIOContainer minio = containers.store();
        GenericContainer<?> loki = containers.loki();
        try {
            CompletableFuture<Void> store = CompletableFuture.runAsync(() -> startStore(minio));
            CompletableFuture<Void> pulled = CompletableFuture.runAsync(() -> {
                // Asking for its name is what brings an image into Docker.
                LOG.debug("{}", loki.getDockerImageName());
                timeline.reached("Loki's image in Docker");
            });
            // Loki ends at once when its bucket is not there.
            store.thenCombine(pulled, (ignored, alsoIgnored) -> loki)
                    .thenAccept(this::startLoki)
                    .join();
        } catch (CompletionException e) {
            StackUnavailableException why = unavailable(e);
            remove(minio.getContainerId(), loki.getContainerId());
            network.close();
            throw why;
        }
        return stack(new LightStack(
                loki.getContainerId(),
                minio.getContainerId(),
                network.getId(),
                at(loki, plan.config().port()),
                at(minio, plan.store().port())));
    }

    private void startStore(MinIOContainer minio) {
        launch("MinIO", minio);
        timeline.reached("MinIO ready");
        new Buckets(at(minio, plan.store().port()), plan.store().region(), plan.accessKey(), plan.secretKey())
                .create(plan.buckets());
        timeline.reached("bucket made");
    }

    private void startLoki(GenericContainer<?> loki) {
        launch("Loki", loki);
        timeline.reached("Loki ready");
    }

    /** The log is read before Testcontainers removes a container that did not come up. */
    private void launch(String part, GenericContainer<?> container) {
        LastLines last = new LastLines(LAST_LINES);
        container.withLogConsumer(frame -> last.add(frame.getUtf8StringWithoutLineEnding()));
        try {
            container.start();
        } catch (ContainerFetchException e) {
            throw new StackUnavailableException("the image of " + part + " cannot be had: " + reason(e), e);
        } catch (ContainerLaunchException e) {
            throw new StackUnavailableException(
                    part + " does not come up in its container: " + reason(e) + "\nThe end of its log:\n" + last.text(),
                    e);
        }
    }

    private static StackUnavailableException unavailable(CompletionException cause) {
        return cause.getCause() instanceof StackUnavailableException known
                ? known
                : new StackUnavailableException("the stack does not come up: " + reason(cause), cause);
    }

    private Stack stack(LightStack stack) {
        String engine = docker.versionCmd().exec().getVersion();
        Optional<Outage> outage = Publishing.onLoopback()
                ? Optional.of(new StoreOutage(
                        docker,
                        stack.storeContainer(),
                        stack.store(),
                        profile.timeouts().recovery(),
                        profile.timeouts().poll()))
                : Optional.empty();
        LightAddresses addresses = new LightAddresses(
                profile,
                stack,
                outage,
                () -> logs.of(stack.containers(), LOG_LINES),
                kept ? () -> leave(stack) : () -> end(stack));
        return AccessedStack.connect(
                profile, addresses, false, "Loki and MinIO in containers on Docker " + engine + ", " + timeline.line());
    }

    private void leave(LightStack stack) {
        LOG.info(
                "the stack is left up: Loki at {}, the object store at {}; the next run with containers.keep judges it again."
                        + " To remove it: docker rm -fv {} {} && docker network rm {}",
                stack.loki(),
                stack.store(),
                stack.lokiContainer(),
                stack.storeContainer(),
                stack.network());
    }

    private void end(LightStack stack) {
        remove(stack.storeContainer(), stack.lokiContainer());
        StackNetwork.remove(docker, stack.network());
    }

    /** Side by side: an interrupted run has little time. */
    private void remove(String... containers) {
        CompletableFuture<?>[] removals = Arrays.stream(containers)
                .filter(id -> id != null)
                .map(id -> CompletableFuture.runAsync(() -> KeptContainers.remove(docker, id)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(removals).join();
    }

    private URI at(GenericContainer<?> container, int port) {
        return URI.create("http://" + Publishing.host() + ":" + container.getMappedPort(port));
    }

    /** The innermost message: what wraps it only says that a container did not start. */
    private static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return innermost instanceof DockerException || message != null
                ? String.valueOf(message).strip()
                : innermost.toString();
    }
}
