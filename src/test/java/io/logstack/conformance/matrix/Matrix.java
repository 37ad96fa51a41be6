package io.logstack.conformance.matrix;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.junit.Catalogue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rows by fault. */
public final class Matrix {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Matrix() {}

    /** What is not a fault's row, but the healthy homelab's. */
    private static final String HEALTHY = "healthy";

    /** What is not a fault's row, but about pairs of them. */
    private static final String BEHIND = "behind";

    public static Map<String, Row> read() {
        Map<String, Row> rows = new LinkedHashMap<>();
        written().forEach((fault, row) -> {
            if (!Set.of(HEALTHY, BEHIND).contains(fault)) {
                rows.put(fault, MAPPER.treeToValue(row, Row.Written.class).read());
            }
        });
        return rows;
    }

    /** IDs of where the runbook is wrong about the healthy homelab. */
    static Set<String> drift() {
        return Set.copyOf(
                MAPPER.treeToValue(written().get(HEALTHY), Healthy.class).drift());
    }

    /** By fault, those behind which it cannot be seen although their rows do not say so, each with the reason. */
    static Map<String, Map<String, String>> behind() {
        return MAPPER.convertValue(written().get(BEHIND), new TypeReference<>() {});
    }

    private record Healthy(List<String> drift) {}

    private static Map<String, JsonNode> written() {
        return MAPPER.readValue(Path.of("fixtures/fault-matrix.yaml").toFile(), new TypeReference<>() {});
    }

    /** IDs of the catalogue that are about the stack: all but the area DRIFT. */
    static Set<String> aboutTheStack() {
        return Catalogue.ofSuite().descriptions().stream()
                .filter(expectation -> expectation.area() != Area.DRIFT)
                .map(Description::id)
                .collect(Collectors.toSet());
    }

    /** IDs of the whole catalogue. */
    static Set<String> expectations() {
        return Catalogue.ofSuite().descriptions().stream().map(Description::id).collect(Collectors.toSet());
    }
}
