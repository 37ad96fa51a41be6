package io.logstack.conformance.homelab.kubernetes;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    }

    private final List<Manifest> manifests;

    private Fixtures(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    /**
     * Reads them.
     *
     * @param directories a file of a later one stands for that of the same name in those before
     * @throws IllegalArgumentException when there are no fixtures, or one cannot be read; names the file
     */
    public static Fixtures read(List<Path> directories) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path directory : directories) {
            List<Path> found = files(directory);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no fixtures in " + directory.toAbsolutePath()
                        + ": it must hold *.yaml files of Kubernetes objects");
            }
            found.forEach(file -> files.put(file.getFileName().toString(), file));
        }
        List<Manifest> manifests = new ArrayList<>();
        files.values().forEach(file -> read(file, manifests));
        manifests.sort(Comparator.comparingInt(manifest -> {
            int rank = FIRST.indexOf(manifest.kind());
            return rank < 0 ? FIRST.size() : rank;
        }));
        return new Fixtures(manifests);
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
