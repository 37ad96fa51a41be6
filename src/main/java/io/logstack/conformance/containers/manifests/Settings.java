package io.logstack.conformance.containers.manifests;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster's manifests are made with, beyond the fixtures.
 *
 * @param images the parts' images
 * @param lokiConfig text that replaces the fixtures' configuration of Loki
 * @param alloyConfig text that replaces the fixtures' configuration of Alloy
 * @param rules files that replace the fixtures' rules, where there are any
 */
public record Settings(
        Images images,
        ObjectStore objectStore,
        Optional<String> lokiConfig,
        Optional<String> alloyConfig,
        List<Path> rules) {
    public Settings {
        rules = List.copyOf(rules);
    }

    /** The fixtures' own configuration and rules. */
    public static Settings of(Images images, ObjectStore objectStore) {
        return new Settings(images, objectStore, Optional.empty(), Optional.empty(), List.of());
    }
}
