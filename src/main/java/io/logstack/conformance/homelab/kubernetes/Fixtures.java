package io.logstack.conformance.homelab.kubernetes;

import io.logstack.conformance.homelab.kubernetes.patch.MergePatch;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects of a cluster, from the {@code *.yaml} files of directories. */
public final class Fixtures {
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    /** What others need to be there first. */
    private static final List<String> FIRST = List.of("CustomResourceDefinition", "Namespace");

    private record Manifest(String where, ObjectNode object) {
        String kind() {
            return object.path("kind").asString("");
        }

        /** What tells it from all others. */
        String identity() {
            JsonNode metadata = object.path("metadata");
            return kind() + " " + metadata.path("namespace").asString("") + "/"
                    + metadata.path("name").asString("");
        }
    }

    private final List<Manifest> manifests;

    private Fixtures(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    /**
     * Reads them.
     *
     * @param directories an object of a later one is a merge patch (RFC 7386) of that of its kind, namespace and name in those
     *     before; {@code $patch: delete} takes it away
     * @throws IllegalArgumentException when there are no fixtures, or one cannot be read; names the file
     */
    public static Fixtures read(List<Path> directories) {
        Map<String, Manifest> manifests = new LinkedHashMap<>();
        for (Path directory : directories) {
            List<Manifest> found = new ArrayList<>();
            files(directory).forEach(file -> read(file, found));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no fixtures in " + directory.toAbsolutePath()
                        + ": it must hold *.yaml files of Kubernetes objects");
            }
            boolean first = manifests.isEmpty();
            found.forEach(manifest -> lay(manifest, manifests, first));
        }
        List<Manifest> all = new ArrayList<>(manifests.values());
        all.sort(Comparator.comparingInt(manifest -> {
            int rank = FIRST.indexOf(manifest.kind());
            return rank < 0 ? FIRST.size() : rank;
        }));
        return new Fixtures(all);
    }

    private static void lay(Manifest manifest, Map<String, Manifest> over, boolean first) {
        String name = first ? manifest.where() : manifest.identity();
        Manifest before = first
                ? null
                : over.values().stream()
                        .filter(other -> other.identity().equals(name))
                        .findFirst()
                        .orElse(null);
        if (before == null) {
            over.put(name, manifest);
        } else if (manifest.object().path("$patch").asString("").equals("delete")) {
            over.values().remove(before);
        } else {
            over.values().remove(before);
            over.put(name, new Manifest(manifest.where(), (ObjectNode)
                    MergePatch.apply(before.object(), manifest.object())));
        }
    }

    /** As they are written. */
    public List<ObjectNode> objects() {
        return manifests.stream().map(Manifest::object).toList();
    }

    /**
     * Creates every object, status included.
     *
     * @throws IllegalArgumentException when one is refused; names the file and the document's number in it
     */
    void load(VersionedObjects into) {
        manifests.forEach(manifest -> create(manifest, into));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read the fixtures directory " + directory.toAbsolutePath() + ": " + e, e);
        }
    }

    private static void read(Path file, List<Manifest> into) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            int number = 0;
            while (documents.hasNextValue()) {
                number++;
                JsonNode document = documents.nextValue();
                String where = file + ", document " + number;
                if (document instanceof ObjectNode object) {
                    into.add(new Manifest(where, object));
                } else if (!document.isNull() && !document.isMissingNode()) {
                    throw new IllegalArgumentException(where + ": a Kubernetes object is a map, this is " + document);
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is not readable YAML: " + e.getMessage(), e);
        }
    }

    private static void create(Manifest manifest, VersionedObjects into) {
        String apiVersion = manifest.object().path("apiVersion").asString("");
        ResourceKind kind = into.kinds()
                .of(apiVersion, manifest.kind())
                .orElseThrow(() -> new IllegalArgumentException(manifest.where() + ": the API server serves no kind '"
                        + manifest.kind() + "' of '" + apiVersion + "'; a CustomResourceDefinition would add it"));
        try {
            into.create(kind, manifest.object().deepCopy(), Persistence.KEEP);
        } catch (ApiException e) {
            throw new IllegalArgumentException(manifest.where() + ": " + e.getMessage(), e);
        }
    }
}
