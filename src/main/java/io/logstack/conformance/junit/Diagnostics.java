package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an on-call person would look at first when an expectation fails: the state of the stack's pods, their events, the
 * last lines of containers that are not ready or were restarted, and what the tier knows of what it started. Caught before cleanup destroys it. What several
 * failures share is read once.
 */
final class Diagnostics {
    private static final int LOG_LINES = 40;
    private static final int MOST_LOGGED_CONTAINERS = 8;
    private static final int MOST_EVENTS = 20;
    /** Failures that are further apart get a look of their own. */
    private static final Duration SHARED_FOR = Duration.ofSeconds(10);
    /** Requests that a look may take, one after the other, when each runs into its deadline. */
    private static final int PATIENCE = 3;

    private final Stack stack;
    private final Profile profile;
    private @Nullable List<Attachment> shared;
    private long sharedAt;

    Diagnostics(Stack stack, Profile profile) {
        this.stack = stack;
        this.profile = profile;
    }

    /** @param probes pods that the failed judgement made and that are still there */
    List<Attachment> of(List<Pod> probes) {
        List<Attachment> all = new ArrayList<>(shared());
        if (!probes.isEmpty()) {
            all.addAll(bounded("the probe pods", () -> ofProbes(probes)));
        }
        return all;
    }

    private synchronized List<Attachment> shared() {
        if (shared == null || System.nanoTime() - sharedAt > SHARED_FOR.toNanos()) {
            List<Attachment> all = new ArrayList<>(bounded("what was started for the run", stack::diagnostics));
            if (stack.lacks(Capability.KUBERNETES).isEmpty()) {
                all.addAll(bounded("the stack's pods", this::ofStack));
            }
            shared = List.copyOf(all);
            sharedAt = System.nanoTime();
        }
        return shared;
    }

    private List<Attachment> bounded(String what, java.util.concurrent.Callable<List<Attachment>> look) {
        BoundedCall.Ending<List<Attachment>> ending = new BoundedCall<>("diagnostics", look)
                .run(profile.timeouts().request().multipliedBy(PATIENCE));
        if (ending instanceof BoundedCall.Returned<List<Attachment>> returned) {
            return returned.value();
        }
        String why = ending instanceof BoundedCall.Threw<List<Attachment>> threw
                ? String.valueOf(threw.thrown().getMessage())
                : "it took too long";
        return List.of(text("Diagnostics that could not be taken", "No diagnostics of " + what + ": " + why));
    }

    private List<Attachment> ofStack() {
        Cluster cluster = stack.cluster();
        String namespace = profile.namespaces().monitoring();
        List<LokiComponent> loki = LokiComponent.of(profile);
        List<Pod> pods = Stream.concat(
                        loki.stream().map(LokiComponent::selector),
                        Stream.of(
                                profile.alloy().selector(),
                                profile.gateway().selector(),
                                profile.canary().selector()))
                .flatMap(selector -> cluster.pods(namespace, selector).stream())
                .toList();
        List<Attachment> all = new ArrayList<>();
        all.add(text("Pods in " + namespace, PodTable.of(pods)));
        Stream<String> owners = Stream.concat(
                loki.stream().map(LokiComponent::workload),
                Stream.of(
                        profile.alloy().daemonSet(),
                        profile.gateway().deployment(),
                        profile.canary().daemonSet()));
        Stream<String> suspects = pods.stream().filter(Diagnostics::suspect).map(Diagnostics::name);
        addEvents(all, cluster, namespace, Stream.concat(owners, suspects).toList());
        addLogs(all, cluster, pods.stream().filter(Diagnostics::suspect).toList());
        return List.copyOf(all);
    }

    private List<Attachment> ofProbes(List<Pod> probes) {
        Cluster cluster = stack.cluster();
        List<Pod> found = probes.stream()
                .flatMap(
                        probe -> cluster
                                .pods(
                                        probe.getMetadata().getNamespace(),
                                        "app.kubernetes.io/managed-by=logstack-conformance")
                                .stream()
                                .filter(pod -> name(pod).equals(name(probe))))
                .toList();
        List<Attachment> all = new ArrayList<>();
        all.add(text("Probe pods", PodTable.of(found)));
        for (Pod pod : found) {
            addEvents(all, cluster, pod.getMetadata().getNamespace(), List.of(name(pod)));
        }
        addLogs(all, cluster, found);
        return List.copyOf(all);
    }

    private static void addEvents(List<Attachment> all, Cluster cluster, String namespace, List<String> objects) {
        StringBuilder lines = new StringBuilder();
        for (String object : objects) {
            List<Event> events = cluster.events(namespace, object);
            events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size())
                    .forEach(event -> lines.append(event.getLastTimestamp() == null ? "-" : event.getLastTimestamp())
                            .append("  ")
                            .append(event.getType())
                            .append("  ")
                            .append(object)
                            .append("  ")
                            .append(event.getReason())
                            .append(": ")
                            .append(event.getMessage())
                            .append('\n'));
        }
        all.add(text("Events in " + namespace, lines.isEmpty() ? "none of " + objects + "\n" : lines.toString()));
    }

    private static void addLogs(List<Attachment> all, Cluster cluster, List<Pod> pods) {
        int logged = 0;
        for (Pod pod : pods) {
            for (ContainerStatus container : statuses(pod)) {
                if (logged == MOST_LOGGED_CONTAINERS) {
                    return;
                }
                logged++;
                addLog(all, cluster, pod, container.getName(), false);
                if (restarts(container) > 0) {
                    addLog(all, cluster, pod, container.getName(), true);
                }
            }
        }
    }

    private static void addLog(List<Attachment> all, Cluster cluster, Pod pod, String container, boolean previous) {
        String title = "Log of " + name(pod) + "/" + container + (previous ? " before its restart" : "");
        String log = cluster.log(pod.getMetadata().getNamespace(), name(pod), container, LOG_LINES, previous);
        all.add(text(title, log.isEmpty() ? "(empty)" : log));
    }

    private static boolean suspect(Pod pod) {
        List<ContainerStatus> statuses = statuses(pod);
        return statuses.isEmpty()
                || statuses.stream()
                        .anyMatch(status -> !Boolean.TRUE.equals(status.getReady()) || restarts(status) > 0);
    }

    private static int restarts(ContainerStatus status) {
        return status.getRestartCount() == null ? 0 : status.getRestartCount();
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? List.of()
                : pod.getStatus().getContainerStatuses();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static Attachment text(String name, String content) {
        return new Attachment(name, "text/plain", content);
    }
}
