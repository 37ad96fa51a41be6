package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A node that is frozen with all that runs on it, once that is no more than the pods of DaemonSets. */
final class PausedNode {
    /** The cluster misses a node after forty seconds to a minute. */
    private static final Duration MISSED = Duration.ofMinutes(3);

    /** Until what was moved is ready elsewhere. */
    private static final Duration MOVED = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofSeconds(1);

    private final K3sCluster cluster;
    private final KubernetesClient client;

    PausedNode(K3sCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    PartFault.Lasting begin() {
        String node = cluster.stack().nodes().keySet().stream()
                .skip(1)
                .filter(agent -> podsOn(agent).stream().noneMatch(PausedNode::isLokis))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Loki, whose volume cannot move, runs on every agent"));
        empty(node);
        cluster.pause(node);
        await("the cluster misses " + node, MISSED, () -> !isReady(node));
        return () -> {
            cluster.unpause(node);
            await(node + " is back", MISSED, () -> isReady(node));
        };
    }

    /** Moves what can run elsewhere. */
    private void empty(String node) {
        client.nodes().withName(node).edit(found -> schedulable(found, false));
        podsOn(node).stream()
                .filter(pod -> !isOfDaemonSet(pod))
                .forEach(pod -> client.resource(pod).delete());
        await(
                "what ran on " + node + " runs elsewhere",
                MOVED,
                () -> podsOn(node).stream().allMatch(PausedNode::isOfDaemonSet)
                        && client.apps().deployments().inAnyNamespace().list().getItems().stream()
                                .allMatch(
                                        deployment -> Workloads.lack(deployment).isEmpty())
                        && client.apps().statefulSets().inAnyNamespace().list().getItems().stream()
                                .allMatch(set -> Workloads.lack(set).isEmpty()));
        client.nodes().withName(node).edit(found -> schedulable(found, true));
    }

    private static Node schedulable(Node node, boolean schedulable) {
        node.getSpec().setUnschedulable(schedulable ? null : Boolean.TRUE);
        return node;
    }

    private List<Pod> podsOn(String node) {
        return client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .list()
                .getItems();
    }

    private static boolean isLokis(Pod pod) {
        return pod.getMetadata().getName().equals("loki-0");
    }

    private static boolean isOfDaemonSet(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
    }

    private boolean isReady(String node) {
        return client.nodes().withName(node).require().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** Something that comes about. */
    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Duration patience, Condition condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .atMost(patience)
                .pollInterval(POLL)
                .until(condition::holds);
    }
}
