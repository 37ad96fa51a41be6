package io.logstack.conformance.containers.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The manifests as the fixtures give them. */
final class Rendered {
    static final Path CLUSTER = Path.of("fixtures/cluster");
    static final Path CONTAINERS = Path.of("fixtures/containers");

    /** An address of those that are for examples. */
    static final ObjectStore STORE = new ObjectStore("192.0.2.7", 9000, "an-access-key", "a-secret-key");

    static final Settings SETTINGS = Settings.of(key -> Optional.of("registry.example/" + key + ":1.2.3"), STORE);

    private Rendered() {}

    static StackManifests manifests() {
        return with(SETTINGS);
    }

    static StackManifests with(Settings settings) {
        return StackManifests.of(CLUSTER, CONTAINERS, settings);
    }

    static <T extends HasMetadata> T one(List<HasMetadata> objects, Class<T> type, String name) {
        return all(objects, type, object -> object.getMetadata().getName().equals(name)).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName() + " " + name));
    }

    static <T extends HasMetadata> List<T> all(List<HasMetadata> objects, Class<T> type, Predicate<T> which) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .toList();
    }
}
