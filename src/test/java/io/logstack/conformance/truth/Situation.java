package io.logstack.conformance.truth;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.homelab.Pacing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A healthy stack of which not all can be told, with what {@code fixtures/young-and-idle.yaml} says of it. */
enum Situation {
    YOUNG,
    YOUNG_AND_IDLE,
    IDLE;

    private static final Map<String, Row> ROWS = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readValue(Path.of("fixtures/young-and-idle.yaml").toFile(), new TypeReference<>() {});

    private record Row(
            @Nullable Map<String, String> inconclusive,
            @Nullable Map<String, String> fails,
            @Nullable List<String> blocked) {}

    /** As long as a real compactor waits before its first run. */
    private static HomelabOptions uncompacted() {
        return HomelabOptions.DEFAULT.withPacing(Pacing.DEFAULT.withCompaction(Duration.ofMinutes(10)));
    }

    HomelabOptions options() {
        return switch (this) {
            case YOUNG -> uncompacted().withAge(Duration.ZERO);
            case YOUNG_AND_IDLE -> uncompacted().withAge(Duration.ZERO).withFaults(Fault.INGESTION_SILENT);
            case IDLE -> uncompacted().withQuiet(true);
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Verdict by ID, where it is not PASS; drift left out. */
    SortedMap<String, Verdict> verdicts() {
        Row row = Objects.requireNonNull(ROWS.get(label()), () -> label() + " has no row");
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        Objects.requireNonNullElse(row.inconclusive(), Map.<String, String>of())
                .keySet()
                .forEach(id -> verdicts.put(id, Verdict.INCONCLUSIVE));
        Objects.requireNonNullElse(row.fails(), Map.<String, String>of())
                .keySet()
                .forEach(id -> verdicts.put(id, Verdict.FAIL));
        Objects.requireNonNullElse(row.blocked(), List.<String>of()).forEach(id -> verdicts.put(id, Verdict.BLOCKED));
        return verdicts;
    }
}
