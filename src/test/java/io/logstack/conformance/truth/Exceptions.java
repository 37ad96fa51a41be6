package io.logstack.conformance.truth;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where emptiness is no lack of evidence, as {@code fixtures/evidence-withheld.yaml} gives the reasons. */
final class Exceptions {
    private static final Path FILE = Path.of("fixtures/evidence-withheld.yaml");

    private final Map<String, List<Excused>> byExpectation;

    private Exceptions(Map<String, List<Excused>> byExpectation) {
        this.byExpectation = byExpectation;
    }

    /**
     * @param of the source
     * @param left what may be left of its answer
     */
    record Excused(String of, List<String> left, String why) {}

    static Exceptions read() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return new Exceptions(mapper.readValue(FILE.toFile(), new TypeReference<>() {}));
    }

    Set<String> expectations() {
        return byExpectation.keySet();
    }

    List<String> reasons() {
        return byExpectation.values().stream()
                .flatMap(List::stream)
                .map(Excused::why)
                .toList();
    }

    /** An expectation's, each as {@link Trial#name} has it. */
    Set<String> of(String expectation) {
        Set<String> names = new TreeSet<>();
        byExpectation
                .getOrDefault(expectation, List.of())
                .forEach(exception -> exception.left().stream()
                        .map(left -> Removal.valueOf(left.toUpperCase(Locale.ROOT)))
                        .forEach(removal -> names.add(Trial.name(exception.of(), removal))));
        return names;
    }
}
