package io.logstack.conformance.containers.manifests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What of the homelab's objects is not applied to a real cluster, each with the reason.
 *
 * @param groups API groups
 * @param kinds kinds, of whatever group
 * @param objects single objects, as {@link Manifest#id} has them
 */
record LeftOut(Map<String, String> groups, Map<String, String> kinds, Map<String, String> objects) {
    static LeftOut read(Path file) {
        return ManifestFile.read(file, LeftOut.class);
    }

    boolean covers(Manifest manifest) {
        return groups.containsKey(manifest.group())
                || kinds.containsKey(manifest.kind())
                || objects.containsKey(manifest.id());
    }

    /** What it names and is not among these: it would be left out of nothing. */
    List<String> namesNothingOf(List<Manifest> manifests) {
        return Stream.of(
                        groups.keySet().stream().filter(unknown(manifests, Manifest::group)),
                        kinds.keySet().stream().filter(unknown(manifests, Manifest::kind)),
                        objects.keySet().stream().filter(unknown(manifests, Manifest::id)))
                .flatMap(names -> names)
                .sorted()
                .toList();
    }

    private static Predicate<String> unknown(List<Manifest> manifests, Function<Manifest, String> property) {
        return name -> manifests.stream().map(property).noneMatch(name::equals);
    }
}
