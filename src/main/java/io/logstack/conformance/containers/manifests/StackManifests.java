package io.logstack.conformance.containers.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a real cluster with the whole logging stack. They come from the homelab's own ({@code fixtures/cluster}), so
 * that both tiers judge the same stack; {@code fixtures/containers} has what is different about a real cluster and what is
 * left out of it.
 */
public final class StackManifests {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String LEFT_OUT = "left-out.yaml";

    /** What others need to be there first, in this order; the rest runs something. */
    private static final List<String> FIRST = List.of(
            "Namespace",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "ConfigMap",
            "Secret",
            "Service",
            "EndpointSlice");

    private final List<Manifest> manifests;

    private StackManifests(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    /**
     * Makes them.
     *
     * @param cluster the homelab's objects
     * @param containers what is different, and {@code left-out.yaml}
     * @throws ManifestException when a file is not what it should be
     */
    public static StackManifests of(Path cluster, Path containers, Settings settings) {
        List<Manifest> all = ManifestFile.in(cluster).stream()
                .flatMap(file -> ManifestFile.read(file).stream())
                .toList();
        LeftOut leftOut = LeftOut.read(containers.resolve(LEFT_OUT));
        List<String> unknown = leftOut.namesNothingOf(all);
        if (!unknown.isEmpty()) {
            throw new ManifestException(containers.resolve(LEFT_OUT) + " names what is not in " + cluster + ": "
                    + String.join(", ", unknown));
        }
        List<Manifest> applied = new ArrayList<>(
                all.stream().filter(manifest -> !leftOut.covers(manifest)).toList());
        ManifestFile.in(containers).stream()
                .filter(file -> !file.endsWith(LEFT_OUT))
                .flatMap(file -> ManifestFile.read(file).stream())
                .forEach(difference -> lay(difference, applied));
        applied.add(Rules.configMap(rules(all, settings)));
        applied.add(settings.objectStore().endpoints());
        if (settings.images().image("images.grafana").isEmpty()) {
            applied.removeIf(manifest -> manifest.name().contains("grafana"));
        }
        Configuration configuration = new Configuration(settings);
        applied.forEach(manifest -> {
            manifest.object().remove("status");
            configuration.complete(manifest);
        });
        applied.sort(Comparator.comparingInt(manifest -> {
            int rank = FIRST.indexOf(manifest.kind());
            return rank < 0 ? FIRST.size() : rank;
        }));
        return new StackManifests(List.copyOf(applied));
    }

    private static void lay(Manifest difference, List<Manifest> applied) {
        Optional<Manifest> known = applied.stream().filter(difference::sameAs).findFirst();
        if (known.isPresent()) {
            Overlay.lay(difference.object(), known.get().object());
        } else {
            applied.add(difference);
        }
    }

    private static Map<String, String> rules(List<Manifest> all, Settings settings) {
        return settings.rules().isEmpty()
                ? all.stream()
                        .filter(manifest -> Rules.isRules(manifest.object()))
                        .map(Rules::file)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
                : settings.rules();
    }

    /** The objects in the order to apply them in. */
    public List<HasMetadata> objects() {
        return manifests.stream()
                .map(manifest ->
                        (HasMetadata) SERIALIZATION.unmarshal(manifest.object().toString()))
                .toList();
    }

    /** The images that the cluster's nodes need for them. */
    public SortedSet<String> images() {
        SortedSet<String> images = new TreeSet<>();
        for (Manifest manifest : manifests) {
            for (JsonNode container : manifest.containers()) {
                images.add(container.path("image").asString(""));
            }
        }
        return images;
    }

    /** As YAML, for people; the values of Secrets left out. */
    public String shown() {
        StringBuilder shown = new StringBuilder();
        for (Manifest manifest : manifests) {
            ObjectNode object = manifest.object().deepCopy();
            if (manifest.kind().equals("Secret")) {
                mask(object.path("stringData"));
                mask(object.path("data"));
            }
            shown.append(SERIALIZATION.asYaml(SERIALIZATION.unmarshal(object.toString())));
        }
        return shown.toString();
    }

    private static void mask(JsonNode values) {
        if (values instanceof ObjectNode map) {
            List.copyOf(map.propertyNames()).forEach(name -> map.put(name, "***"));
        }
    }
}
