package io.logstack.conformance.containers.manifests;

import java.util.Map;
import java.util.Optional;

/**
 * What a cluster's manifests are made with, beyond the fixtures.
 *
 * @param images the parts' images
 * @param lokiConfig text that replaces the fixtures' configuration of Loki
 * @param lokiEnvironment variables that Loki has beyond the store's credentials
 * @param alloyConfig text that replaces the fixtures' configuration of Alloy
 * @param rules content by file name, as Prometheus reads it, which replaces the fixtures' rules where there is any
 */
public record Settings(
        Images images,
        ObjectStore objectStore,
        Optional<String> lokiConfig,
        Map<String, String> lokiEnvironment,
        Optional<String> alloyConfig,
        Map<String, String> rules) {
    public Settings {
        lokiEnvironment = Map.copyOf(lokiEnvironment);
        rules = Map.copyOf(rules);
    }

    /** The fixtures' own configuration and rules. */
    public static Settings of(Images images, ObjectStore objectStore) {
        return new Settings(images, objectStore, Optional.empty(), Map.of(), Optional.empty(), Map.of());
    }
}
