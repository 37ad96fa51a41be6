package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.logstack.conformance.stack.StackUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Puts the stack's objects into a cluster, and waits until all that they run is ready. */
final class Installation {
    private static final String FIELD_MANAGER = "logstack-conformance";

    private final KubernetesClient client;
    private final Duration patience;
    private final Duration poll;

    /**
     * @param patience until the API server serves, and again until all is ready
     * @param poll between two looks
     */
    Installation(KubernetesClient client, Duration patience, Duration poll) {
        this.client = client;
        this.patience = patience;
        this.poll = poll;
    }

    /**
     * Applies objects at the server, in the order given; what is there already is brought to the same.
     *
     * @throws StackUnavailableException when the API server refuses one, with its words
     */
    void apply(List<HasMetadata> objects) {
        for (HasMetadata object : objects) {
            try {
                client.resource(object)
                        .fieldValidation(Validation.STRICT)
                        .fieldManager(FIELD_MANAGER)
                        .forceConflicts()
                        .serverSideApply();
            } catch (KubernetesClientException e) {
                throw new StackUnavailableException(
                        "the cluster's API server does not take " + name(object) + ": " + e.getMessage(), e);
            }
        }
    }

    /** Waits until the API server says that it serves, so many nodes included. */
    void awaitNodes(int nodes) {
        await("the cluster's " + nodes + (nodes == 1 ? " node is" : " nodes are") + " ready", () -> {
            try {
                long ready = client.nodes().list().getItems().stream()
                        .filter(node -> node.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                        .count();
                return ready >= nodes
                        ? Map.of()
                        : Map.of("the cluster", "has " + ready + " of " + nodes + " nodes ready");
            } catch (KubernetesClientException e) {
                return Map.of("the API server", "does not answer: " + e.getMessage());
            }
        });
    }

    /**
     * Waits until all that the objects run is ready.
     *
     * @param reached told what has become ready, such as {@code DaemonSet monitoring/alloy ready}
     * @throws StackUnavailableException when that takes too long: what is not ready, and what its pods wait for
     */
    void awaitReady(List<HasMetadata> objects, Consumer<String> reached) {
        List<HasMetadata> waiting =
                new ArrayList<>(objects.stream().filter(Workloads::runs).toList());
        await("all that was applied is ready", () -> {
            Map<String, String> lacks = new LinkedHashMap<>();
            for (HasMetadata object : List.copyOf(waiting)) {
                Optional<String> lack = lack(object);
                if (lack.isEmpty()) {
                    waiting.remove(object);
                    reached.accept(name(object) + " ready");
                } else {
                    lacks.put(name(object), lack.get());
                }
            }
            return lacks;
        });
    }

    private Optional<String> lack(HasMetadata object) {
        try {
            HasMetadata current = client.resource(object).get();
            return current == null ? Optional.of("is not there") : Workloads.lack(current);
        } catch (KubernetesClientException e) {
            return Optional.of("cannot be asked for: " + e.getMessage());
        }
    }

    /** What is lacking of what, by what. */
    private interface Lacks {
        Map<String, String> now();
    }

    private void await(String what, Lacks lacks) {
        List<Map<String, String>> last = new ArrayList<>(List.of(Map.of()));
        try {
            Awaitility.await(what)
                    .pollInSameThread()
                    .atMost(patience)
                    .pollInterval(poll)
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        last.set(0, lacks.now());
                        return last.get(0).isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            String lacking = last.get(0).entrySet().stream()
                    .map(lack -> "  " + lack.getKey() + " " + lack.getValue())
                    .collect(Collectors.joining("\n"));
            throw new StackUnavailableException(
                    "within " + patience.toSeconds() + " s it was not so that " + what + ":\n" + lacking + held(), e);
        }
    }

    /** What containers wait for, as their nodes say. */
    private String held() {
        try {
            return client.pods().inAnyNamespace().list().getItems().stream()
                    .flatMap(pod -> pod.getStatus().getContainerStatuses().stream()
                            .filter(container -> container.getState() != null
                                    && container.getState().getWaiting() != null)
                            .map(container -> "\n  " + held(pod, container)))
                    .collect(Collectors.joining());
        } catch (KubernetesClientException e) {
            return "\n  its pods cannot be asked for: " + e.getMessage();
        }
    }

    private static String held(Pod pod, ContainerStatus container) {
        ContainerStateWaiting waiting = container.getState().getWaiting();
        return "container " + container.getName() + " of " + pod.getMetadata().getNamespace() + "/"
                + pod.getMetadata().getName() + " waits: " + waiting.getReason()
                + (waiting.getMessage() == null ? "" : ", " + waiting.getMessage());
    }

    private static String name(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return object.getKind() + " " + (namespace == null ? "" : namespace + "/")
                + object.getMetadata().getName();
    }
}
