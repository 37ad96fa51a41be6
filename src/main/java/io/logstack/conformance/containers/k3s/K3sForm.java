package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.containers.preflight.Needs;
import io.logstack.conformance.containers.startup.StartTimeline;
import io.logstack.conformance.profile.ByteSize;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.access.AccessedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The whole stack in a cluster of k3s, reached as an operator's cluster is, but for its object store, which is beside it. */
public final class K3sForm {
    private static final Logger LOG = LoggerFactory.getLogger(K3sForm.class);

    /** Of the stack, whose pods ask for most of it, and of the serving node. */
    private static final long MEMORY = ByteSize.parse("5Gi").bytes();

    /** Of each further node. */
    private static final long MEMORY_OF_AGENT = ByteSize.parse("768Mi").bytes();

    /** The images, unpacked in Docker and in a node, and what is written. */
    private static final long DISK = ByteSize.parse("8Gi").bytes();

    /** The images, unpacked in each further node. */
    private static final long DISK_OF_AGENT = ByteSize.parse("3Gi").bytes();

    private K3sForm() {}

    /** What it needs of Docker, by the number of its nodes. */
    public static Needs needs(Profile profile, List<CatalogueImage> images) {
        int agents = profile.containers().nodes() - 1;
        return new Needs(
                images,
                ByteSize.parse(Long.toString(MEMORY + agents * MEMORY_OF_AGENT)),
                ByteSize.parse(Long.toString(DISK + agents * DISK_OF_AGENT)));
    }

    /**
     * Starts it, or takes the one that an earlier run has left up.
     *
     * @throws StackUnavailableException when it does not come up: with what is not ready, and all that it told until then
     */
    public static Stack start(Profile profile, K3sPlan plan) {
        StartTimeline timeline = new StartTimeline();
        K3sCluster cluster = started(profile, plan, timeline);
        String nodes = plan.nodes() == 1 ? "one node" : plan.nodes() + " nodes";
        String description = "k3s of " + nodes + " in containers, " + timeline.line();
        boolean kept = profile.containers().keep();
        return stack(profile, cluster, description, kept ? () -> leave(cluster) : cluster::close);
    }

    /** @param onClose what is to be done when the stack is judged no more */
    static Stack stack(Profile profile, K3sCluster cluster, String description, Runnable onClose) {
        K3sStack stack = cluster.stack();
        Optional<Outage> outage = Publishing.onLoopback() ? Optional.of(cluster.outage()) : Optional.empty();
        ClusterAddresses addresses =
                new ClusterAddresses(stack.config(), stack::store, outage, cluster::evidence, onClose);
        return AccessedStack.connect(profile, addresses, false, description);
    }

    static K3sCluster started(Profile profile, K3sPlan plan, StartTimeline timeline) {
        DockerClient docker = docker();
        Duration patience = profile.containers().readyWithin();
        Duration poll = profile.timeouts().poll();
        boolean kept = profile.containers().keep();
        if (kept) {
            KeptClusters clusters = new KeptClusters(docker, Publishing.host(), patience, poll);
            Optional<K3sCluster> found = clusters.of(plan);
            if (found.isPresent()) {
                timeline.reached("a stack of the same plan found, left up by an earlier run");
                return found.get();
            }
            clusters.removeAll();
        }
        LOG.info("k3s and MinIO are started; images that Docker lacks are pulled first");
        return new K3sStart(plan, docker, kept, patience, poll, timeline::reached).start();
    }

    private static DockerClient docker() {
        try {
            return DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            throw new StackUnavailableException(
                    "Testcontainers cannot work with this Docker: " + e.getMessage()
                            + "; where its Ryuk may not run, TESTCONTAINERS_RYUK_DISABLED=true does without",
                    e);
        }
    }

    private static void leave(K3sCluster cluster) {
        K3sStack stack = cluster.stack();
        cluster.leave();
        LOG.info(
                "the stack is left up, its kubeconfig in {}, the object store at {}; the next run with containers.keep judges"
                        + " it again. To remove it: docker rm -fv {} && docker network rm {}",
                kubeconfigFile(stack),
                stack.store(),
                String.join(" ", stack.containers().values()),
                stack.network());
    }

    /** Readable for this user alone: who has it may do everything in the cluster. */
    private static Path kubeconfigFile(K3sStack stack) {
        try {
            Path file = Files.createTempFile("logstack-k3s-", ".kubeconfig");
            Files.writeString(file, stack.kubeconfig());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the kubeconfig of the stack that is left up cannot be written", e);
        }
    }
}
