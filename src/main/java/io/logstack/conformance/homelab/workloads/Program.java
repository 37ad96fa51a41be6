package io.logstack.conformance.homelab.workloads;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the homelab knows to run, by the image of a container: names and labels are the operator's affair. */
public enum Program {
    LOKI("grafana/loki"),
    CANARY("grafana/loki-canary"),
    ALLOY("grafana/alloy"),
    /** An NGINX with a configuration of its own; one without is anybody's web server. */
    GATEWAY("nginxinc/nginx-unprivileged"),
    PROMETHEUS("prometheus/prometheus"),
    GRAFANA("grafana/grafana"),
    /** Ceph's S3 server. */
    OBJECT_GATEWAY("ceph/ceph");

    private static final String NGINX_CONFIGURATION = "/etc/nginx";

    @SuppressWarnings("ImmutableEnumChecker") // Patterns are.
    private final Pattern image;

    Program(String repository) {
        this.image = Pattern.compile("(.+/)?" + Pattern.quote(repository) + "([:@].*)?");
    }

    /** A container's name, and what tells its program. */
    private record Seen(String name, String image, List<String> mounts) {
        static List<Seen> in(JsonNode podSpec) {
            return podSpec.path("containers")
                    .valueStream()
                    .map(container -> new Seen(
                            container.path("name").asString(""),
                            container.path("image").asString(""),
                            container
                                    .path("volumeMounts")
                                    .valueStream()
                                    .map(mount -> mount.path("mountPath").asString(""))
                                    .toList()))
                    .toList();
        }

        static List<Seen> in(PodSpec spec) {
            return spec.getContainers().stream()
                    .map(container -> new Seen(
                            container.getName(),
                            container.getImage(),
                            container.getVolumeMounts().stream()
                                    .map(mount -> mount.getMountPath())
                                    .toList()))
                    .toList();
        }
    }

    private boolean runs(Seen container) {
        return image.matcher(container.image()).matches()
                && (this != GATEWAY || container.mounts().contains(NGINX_CONFIGURATION));
    }

    private Optional<String> container(List<Seen> containers) {
        return containers.stream().filter(this::runs).map(Seen::name).findFirst();
    }

    private static Optional<Program> of(List<Seen> containers) {
        return Arrays.stream(values())
                .filter(program -> program.container(containers).isPresent())
                .findFirst();
    }

    /** What a pod runs, or empty when the homelab knows nothing of it. */
    public static Optional<Program> of(PodSpec spec) {
        return of(Seen.in(spec));
    }

    /** @param object a pod, or a workload with a pod template */
    public static Optional<Program> of(JsonNode object) {
        return of(Seen.in(podSpec(object)));
    }

    /** Name of the container that runs this in a pod, or empty when none does. */
    public Optional<String> container(JsonNode object) {
        return container(Seen.in(podSpec(object)));
    }

    /** The spec of a pod, or of a workload's pod template. */
    public static JsonNode podSpec(JsonNode object) {
        JsonNode spec = object.path("spec");
        return spec.has("template") ? spec.path("template").path("spec") : spec;
    }
}
