package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.logstack.conformance.catalog.Attachment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a cluster tells of all that runs in it: every pod's containers with the ends of their logs, and the events. */
final class ClusterEvidence {
    private final KubernetesClient client;
    private final int lines;

    /** @param lines at most so many of each log, the last ones */
    ClusterEvidence(KubernetesClient client, int lines) {
        this.client = client;
        this.lines = lines;
    }

    /** Takes it. What the API server does not tell is replaced by why. */
    List<Attachment> take() {
        List<Attachment> all = new ArrayList<>();
        all.add(text("Events of the cluster", told(this::events)));
        List<Pod> pods;
        try {
            pods = client.pods().inAnyNamespace().list().getItems();
        } catch (KubernetesClientException e) {
            all.add(text("Pods of the cluster", "They cannot be asked for: " + e.getMessage()));
            return all;
        }
        all.add(text(
                "Pods of the cluster", pods.stream().map(ClusterEvidence::line).collect(Collectors.joining("\n"))));
        for (Pod pod : pods) {
            for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
                all.add(log(pod, container.getName(), false));
                if (Objects.requireNonNullElse(container.getRestartCount(), 0) > 0) {
                    all.add(log(pod, container.getName(), true));
                }
            }
        }
        return all;
    }

    private String events() {
        return client.v1().events().inAnyNamespace().list().getItems().stream()
                .sorted(Comparator.comparing(ClusterEvidence::time))
                .map(event -> time(event) + "  " + event.getType() + "  "
                        + event.getInvolvedObject().getKind() + " "
                        + event.getInvolvedObject().getNamespace() + "/"
                        + event.getInvolvedObject().getName() + "  " + event.getReason() + ": " + event.getMessage())
                .collect(Collectors.joining("\n"));
    }

    private static String time(Event event) {
        return Objects.requireNonNullElse(
                event.getLastTimestamp(), Objects.requireNonNullElse(event.getFirstTimestamp(), "-"));
    }

    private static String line(Pod pod) {
        return name(pod) + "  " + pod.getStatus().getPhase() + "  on "
                + Objects.requireNonNullElse(pod.getSpec().getNodeName(), "no node")
                + pod.getStatus().getContainerStatuses().stream()
                        .map(ClusterEvidence::line)
                        .collect(Collectors.joining());
    }

    private static String line(ContainerStatus container) {
        String waiting = container.getState() == null || container.getState().getWaiting() == null
                ? ""
                : ", waits: " + container.getState().getWaiting().getReason();
        return "\n    " + container.getName() + "  " + container.getImage() + "  "
                + (Boolean.TRUE.equals(container.getReady()) ? "ready" : "not ready") + ", restarts "
                + container.getRestartCount() + waiting;
    }

    private Attachment log(Pod pod, String container, boolean previous) {
        String title = "Log of " + name(pod) + "/" + container + (previous ? " before its restart" : "");
        return text(title, told(() -> {
            var logging = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(container);
            return previous
                    ? logging.terminated().tailingLines(lines).getLog()
                    : logging.tailingLines(lines).getLog();
        }));
    }

    private static String told(Supplier<String> question) {
        try {
            String answer = question.get();
            return answer == null || answer.isEmpty() ? "(empty)" : answer;
        } catch (KubernetesClientException e) {
            return "The cluster does not tell: " + e.getMessage();
        }
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private static Attachment text(String name, String content) {
        return new Attachment(name, "text/plain", content);
    }
}
