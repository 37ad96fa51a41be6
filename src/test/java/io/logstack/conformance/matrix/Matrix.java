package io.logstack.conformance.matrix;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.junit.Catalogue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rows by fault. */
final class Matrix {
    private Matrix() {}

    static Map<String, Row> read() {
        Map<String, Row.Written> written = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(Path.of("fixtures/fault-matrix.yaml").toFile(), new TypeReference<>() {});
        Map<String, Row> rows = new LinkedHashMap<>();
        written.forEach((fault, row) -> rows.put(fault, row.read()));
        return rows;
    }

    /** IDs of the whole catalogue. */
    static Set<String> expectations() {
        return Catalogue.ofSuite().descriptions().stream().map(Description::id).collect(Collectors.toSet());
    }
}
