package io.logstack.conformance.expectations.storage;

import io.logstack.conformance.expectations.LokiConfig;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Loki keeps its chunks, by the configuration that it runs with.
 *
 * @param kind {@code object_store} of the schema in force, such as {@code s3} or {@code filesystem}
 * @param endpoint as configured
 * @param buckets as configured
 */
record StoreInUse(Optional<String> kind, Optional<String> endpoint, List<String> buckets) {
    /** Where the resolved configuration has the S3 client's, and where the chart writes it. */
    private static final List<String> SECTIONS = List.of("storage_config.aws", "common.storage.s3");

    static StoreInUse of(LokiConfig config, LocalDate today) {
        return new StoreInUse(
                schema(config, today).map(schema -> String.valueOf(schema.get("object_store"))),
                value(config, "endpoint"),
                value(config, "bucketnames").stream()
                        .flatMap(names -> Arrays.stream(names.split(",", -1)))
                        .toList());
    }

    /** Whether it is S3; Loki knows it as {@code aws} too. */
    boolean isS3() {
        return kind.filter(store -> store.equals("s3") || store.equals("aws")).isPresent();
    }

    /** The last schema that has begun. */
    private static Optional<Map<?, ?>> schema(LokiConfig config, LocalDate today) {
        return config.at("schema_config.configs").stream()
                .flatMap(configs -> configs instanceof List<?> list ? list.stream() : Stream.empty())
                .flatMap(schema -> schema instanceof Map<?, ?> map ? Stream.<Map<?, ?>>of(map) : Stream.empty())
                .filter(schema ->
                        from(schema).filter(day -> !day.isAfter(today)).isPresent())
                .max(Comparator.comparing(schema -> from(schema).orElseThrow()));
    }

    private static Optional<LocalDate> from(Map<?, ?> schema) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(schema.get("from"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(LokiConfig config, String key) {
        return SECTIONS.stream()
                .flatMap(section -> config.at(section + "." + key).stream())
                .map(String::valueOf)
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
