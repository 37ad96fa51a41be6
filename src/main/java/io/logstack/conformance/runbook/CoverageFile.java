package io.logstack.conformance.runbook;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The form in which {@link Coverage} is written. */
final class CoverageFile {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CoverageFile() {}

    private record Section(
            @Nullable String section,
            @Nullable @JsonProperty("as-a-whole") List<String> asAWhole,
            @Nullable List<Line> lines) {
        List<Coverage.Part> parts(String source) {
            if (section == null || section.isBlank()) {
                throw new IllegalArgumentException(source + ": a section has no heading");
            }
            List<Coverage.Part> parts = new ArrayList<>();
            if (asAWhole != null) {
                parts.add(new Coverage.Part(section, null, asAWhole, null));
            }
            if (lines != null) {
                lines.forEach(line -> parts.add(line.in(source, section)));
            }
            if (parts.isEmpty()) {
                throw new IllegalArgumentException(source + ": section '" + section + "' has no lines");
            }
            return parts;
        }
    }

    private record Line(
            @Nullable String says,
            @Nullable @JsonProperty("judged-by") List<String> judgedBy,
            @Nullable @JsonProperty("left-to-the-operator") String because) {
        Coverage.Part in(String source, String section) {
            if (says == null || says.isBlank()) {
                throw new IllegalArgumentException(source + ": a line of section '" + section + "' says nothing");
            }
            return new Coverage.Part(
                    section, Saying.spaced(says), judgedBy == null ? List.of() : List.copyOf(judgedBy), because);
        }
    }

    /** @throws IllegalArgumentException when it cannot be read, or a section or a line has no words */
    static List<Coverage.Part> read(String source, String yaml) {
        List<Section> sections;
        try {
            sections = MAPPER.readValue(yaml, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException(source + ": " + e.getOriginalMessage(), e);
        }
        return sections.stream()
                .flatMap(section -> section.parts(source).stream())
                .toList();
    }
}
