package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.access.AccessedStack;
import java.util.List;
import org.testcontainers.containers.Network;

/** The whole stack in a cluster of k3s, reached as an operator's cluster is, but for its object store, which is beside it. */
public final class K3sForm {
    private K3sForm() {}

    /**
     * Starts it.
     *
     * @throws StackUnavailableException when it does not come up: with what is not ready, and what it told until then
     */
    public static Stack start(Profile profile, K3sPlan plan, DockerClient docker, Network network) {
        K3sCluster cluster = new K3sCluster(
                plan,
                docker,
                network,
                profile.containers().readyWithin(),
                profile.timeouts().poll(),
                what -> {});
        try {
            cluster.start();
        } catch (RuntimeException e) {
            List<Attachment> told = cluster.evidence();
            cluster.close();
            throw e;
        }
        return AccessedStack.connect(
                profile,
                new ClusterAddresses(cluster.nodes().config(), cluster.minio()::uri, cluster.outage(), cluster::close),
                false,
                "k3s");
    }
}
