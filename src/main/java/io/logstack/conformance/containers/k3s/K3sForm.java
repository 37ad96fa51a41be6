package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.docker.StackNetwork;
import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.containers.preflight.Needs;
import io.logstack.conformance.containers.startup.StartTimeline;
import io.logstack.conformance.profile.ByteSize;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.access.AccessedStack;
import java.util.ArrayList;
import java.util.List;
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
     * Starts it.
     *
     * @throws StackUnavailableException when it does not come up: with what is not ready, and all that it told until then
     */
    public static Stack start(Profile profile, K3sPlan plan) {
        StartTimeline timeline = new StartTimeline();
        K3sCluster cluster = started(profile, plan, timeline);
        String nodes = plan.nodes() == 1 ? "one node" : plan.nodes() + " nodes";
        String description = "k3s of " + nodes + " in containers, " + timeline.line();
        return stack(profile, cluster, description, cluster::close);
    }

    /** @param onClose what is to be done when the stack is judged no more */
    static Stack stack(Profile profile, K3sCluster cluster, String description, Runnable onClose) {
        ClusterAddresses addresses = new ClusterAddresses(
                cluster.nodes().config(), cluster.minio()::uri, cluster.outage(), cluster::evidence, onClose);
        return AccessedStack.connect(profile, addresses, false, description);
    }

    static K3sCluster started(Profile profile, K3sPlan plan, StartTimeline timeline) {
        LOG.info("k3s and MinIO are started; images that Docker lacks are pulled first");
        DockerClient docker = docker();
        K3sCluster cluster = new K3sCluster(
                plan,
                docker,
                StackNetwork.create(docker, StackLabels.of("k3s", "network", false)),
                profile.containers().readyWithin(),
                profile.timeouts().poll(),
                timeline::reached);
        try {
            cluster.start();
            return cluster;
        } catch (RuntimeException e) {
            List<Attachment> evidence = new ArrayList<>();
            evidence.add(new Attachment("Start-up", "text/plain", timeline.line()));
            evidence.addAll(cluster.evidence());
            cluster.close();
            throw new StackUnavailableException("the stack in k3s does not come up: " + e.getMessage(), e, evidence);
        }
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
}
