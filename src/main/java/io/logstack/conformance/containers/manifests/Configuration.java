package io.logstack.conformance.containers.manifests;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the settings say, put into the objects that have it. */
final class Configuration {
    /** Keys of the catalogue by the repository that the fixtures take their image from, registry and owner left out. */
    private static final Map<String, String> KEYS = Map.of(
            "loki", "images.loki",
            "loki-canary", "images.canary",
            "alloy", "images.alloy",
            "nginx-unprivileged", "images.gateway",
            "prometheus", "images.prometheus",
            "grafana", "images.grafana",
            "busybox", "workload.probe-image");

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
            case "Secret monitoring/loki-s3-credentials" -> {
                ObjectNode values = manifest.object().withObjectProperty("stringData");
                settings.lokiEnvironment().forEach(values::put);
                settings.objectStore().credentials(values);
            }
            default -> {}
        }
    }

    private String image(Manifest manifest, JsonNode container) {
        String written = container.path("image").asString("");
        String repository = written.substring(written.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
        String key = KEYS.get(repository);
        if (key == null) {
            throw new ManifestException(manifest.where() + ": no key of the catalogue of images stands for " + written
                    + " of " + manifest.id());
        }
        return settings.images()
                .image(key)
                .orElseThrow(() -> new ManifestException(
                        manifest.id() + " needs an image, and the profile's " + key + " names none"));
    }

    private static void text(Manifest manifest, String key, Optional<String> text) {
        text.ifPresent(given -> manifest.object().withObjectProperty("data").put(key, given));
    }
}
