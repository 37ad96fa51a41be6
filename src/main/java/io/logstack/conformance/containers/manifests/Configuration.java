package io.logstack.conformance.containers.manifests;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the settings say, put into the objects that have it. */
final class Configuration {
    /** Parts of the catalogue by the repository that the fixtures take their image from, registry and owner left out. */
    private static final Map<String, String> PARTS = Map.of(
            "loki", "loki",
            "k8s-sidecar", "rules-sidecar",
            "loki-canary", "canary",
            "alloy", "alloy",
            "prometheus-config-reloader", "config-reloader",
            "nginx-unprivileged", "gateway",
            "prometheus", "prometheus",
            "grafana", "grafana",
            "busybox", "busybox");

    private final Settings settings;

    Configuration(Settings settings) {
        this.settings = settings;
    }

    void complete(Manifest manifest) {
        for (JsonNode container : manifest.containers()) {
            ((ObjectNode) container).put("image", image(manifest, container));
        }
        switch (manifest.id()) {
            case "ConfigMap monitoring/loki" -> text(manifest, "config.yaml", settings.lokiConfig());
            case "ConfigMap monitoring/alloy" -> text(manifest, "config.alloy", settings.alloyConfig());
            case "Secret monitoring/loki-s3-credentials" ->
                settings.objectStore().credentials(manifest.object());
            default -> {}
        }
    }

    private String image(Manifest manifest, JsonNode container) {
        String written = container.path("image").asString("");
        String repository = written.substring(written.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
        String part = PARTS.get(repository);
        if (part == null) {
            throw new ManifestException(manifest.where() + ": no part of the catalogue of images stands for " + written
                    + " of " + manifest.id());
        }
        return settings.images().image(part);
    }

    private static void text(Manifest manifest, String key, Optional<String> text) {
        text.ifPresent(given -> manifest.object().withObjectProperty("data").put(key, given));
    }
}
