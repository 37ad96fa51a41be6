package io.logstack.conformance.containers.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The configurations in the ConfigMaps of {@code fixtures/cluster}, which the embedded homelab is made from too. */
public final class FixtureConfigurations {
    private static final Path CLUSTER = Path.of("fixtures", "cluster");

    private FixtureConfigurations() {}

    /** Loki's, variables not expanded. */
    public static String loki() {
        return of(CLUSTER.resolve("loki.yaml"), "loki", "config.yaml");
    }

    /** Alloy's. */
    public static String alloy() {
        return of(CLUSTER.resolve("alloy.yaml"), "alloy", "config.alloy");
    }

    private static String of(Path file, String configMap, String key) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.toString(),
                    "cannot be read (" + e + "); run where the repository is, or name a file of your own",
                    e);
        }
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (document instanceof Map<?, ?> object
                    && "ConfigMap".equals(object.get("kind"))
                    && object.get("metadata") instanceof Map<?, ?> metadata
                    && configMap.equals(metadata.get("name"))
                    && object.get("data") instanceof Map<?, ?> data
                    && data.get(key) instanceof String found) {
                return found;
            }
        }
        throw new ConfigurationException(file.toString(), "has no ConfigMap " + configMap + " with " + key);
    }
}
