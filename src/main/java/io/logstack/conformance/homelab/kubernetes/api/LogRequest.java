package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked of a pod's log.
 *
 * @param tail most lines, or -1 for all
 * @param since lines before it are left out
 * @param limitBytes most bytes, or -1 for all
 */
record LogRequest(
        String namespace,
        String pod,
        String container,
        boolean previous,
        boolean follow,
        boolean timestamps,
        long tail,
        Instant since,
        long limitBytes) {

    /**
     * Reads a request.
     *
     * @throws ApiException 400 when the pod has several containers and none is named, or not the one that is
     */
    static LogRequest of(ApiRequest request, ObjectNode pod, Instant now) {
        String name = pod.path("metadata").path("name").asString("");
        List<String> containers = names(pod.path("spec").path("containers"));
        List<String> all = new ArrayList<>(containers);
        all.addAll(names(pod.path("spec").path("initContainers")));
        String container = request.parameter("container");
        if (container == null || container.isEmpty()) {
            if (containers.size() > 1) {
                throw ApiException.badRequest("a container name must be specified for pod " + name
                        + ", choose one of: [" + String.join(" ", containers) + "]");
            }
            container = containers.get(0);
        }
        if (!all.contains(container)) {
            throw ApiException.badRequest("container " + container + " is not valid for pod " + name);
        }
        return new LogRequest(
                pod.path("metadata").path("namespace").asString(""),
                name,
                container,
                request.flag("previous"),
                request.flag("follow"),
                request.flag("timestamps"),
                number(request, "tailLines", -1),
                since(request, now),
                number(request, "limitBytes", -1));
    }

    /** The lines that are wanted, as text. */
    String text(List<PodLine> lines) {
        List<PodLine> wanted =
                lines.stream().filter(line -> !line.at().isBefore(since)).toList();
        if (tail >= 0 && wanted.size() > tail) {
            wanted = wanted.subList(wanted.size() - Math.toIntExact(tail), wanted.size());
        }
        String text = wanted.stream().map(this::text).collect(Collectors.joining());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return limitBytes >= 0 && bytes.length > limitBytes
                ? new String(bytes, 0, Math.toIntExact(limitBytes), StandardCharsets.UTF_8)
                : text;
    }

    /** One line as text. */
    String text(PodLine line) {
        return (timestamps ? line.at() + " " : "") + line.text() + "\n";
    }

    /** Refuses to read what does not exist yet. */
    void checkStarted(ObjectNode pod) {
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("name").asString("").equals(container)) {
                JsonNode waiting = status.path("state").path("waiting");
                if (!waiting.isMissingNode() && !status.path("lastState").has("terminated")) {
                    throw waiting(waiting.path("reason").asString(""));
                }
                return;
            }
        }
        throw waiting("ContainerCreating");
    }

    /** 400 for the log of a container before this one when there was none. */
    ApiException noPrevious() {
        return ApiException.badRequest(
                "previous terminated container \"" + container + "\" in pod \"" + pod + "\" not found");
    }

    private ApiException waiting(String reason) {
        return ApiException.badRequest(
                "container \"" + container + "\" in pod \"" + pod + "\" is waiting to start: " + reason);
    }

    private static List<String> names(JsonNode containers) {
        return containers
                .valueStream()
                .map(container -> container.path("name").asString(""))
                .toList();
    }

    private static Instant since(ApiRequest request, Instant now) {
        String time = request.parameter("sinceTime");
        try {
            if (time != null && !time.isEmpty()) {
                return Instant.parse(time);
            }
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest("sinceTime is not a time as RFC 3339 writes it: " + time);
        }
        long seconds = number(request, "sinceSeconds", -1);
        return seconds < 0 ? Instant.EPOCH : now.minus(Duration.ofSeconds(seconds));
    }

    private static long number(ApiRequest request, String name, long otherwise) {
        String text = request.parameter(name);
        return text == null || text.isEmpty() ? otherwise : parse(name, text);
    }

    private static long parse(String name, @Nullable String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("the parameter " + name + " is not a number: " + text);
        }
        throw ApiException.badRequest("the parameter " + name + " must not be negative: " + text);
    }
}
