package io.logstack.conformance.containers.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads manifests from YAML files. */
final class ManifestFile {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private ManifestFile() {}

    /**
     * The {@code *.yaml} files of a directory, by name.
     *
     * @throws ManifestException when it cannot be read, or has none
     */
    static List<Path> in(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(
                            file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new ManifestException("there are no *.yaml files in " + directory.toAbsolutePath());
            }
            return files;
        } catch (IOException e) {
            throw new ManifestException("the directory " + directory.toAbsolutePath() + " cannot be read: " + e, e);
        }
    }

    /**
     * The objects of a file, in its order.
     *
     * @throws ManifestException when it is no YAML, or has what is no Kubernetes object
     */
    static List<Manifest> read(Path file) {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            for (int number = 1; documents.hasNextValue(); number++) {
                JsonNode document = documents.nextValue();
                String where = file + ", document " + number;
                if (document instanceof ObjectNode object) {
                    manifests.add(Manifest.of(where, object));
                } else if (!document.isNull() && !document.isMissingNode()) {
                    throw new ManifestException(where + ": a Kubernetes object is a map, this is " + document);
                }
            }
        } catch (JacksonException e) {
            throw new ManifestException(file + " is not readable YAML: " + e.getMessage(), e);
        }
        return manifests;
    }

    /** A file that is one map, such as {@code left-out.yaml}. */
    static <T> T read(Path file, Class<T> type) {
        try {
            return YAML.readValue(file.toFile(), type);
        } catch (JacksonException e) {
            throw new ManifestException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
