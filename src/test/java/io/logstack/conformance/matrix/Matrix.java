package io.logstack.conformance.matrix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
}
