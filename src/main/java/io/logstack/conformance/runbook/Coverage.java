package io.logstack.conformance.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who judges what the suite's edition of the runbook says: by section, each of its sayings with the expectations that judge
 * it, or with the reason why it is left to the operator. The data is the resource {@code coverage.yaml} beside this class,
 * so that it is there without the runbook.
 *
 * @param parts in the runbook's order
 */
public record Coverage(List<Part> parts) {
    private static final String RESOURCE = "coverage.yaml";

    /**
     * One saying of a section, or what it promises as a whole.
     *
     * @param section the heading
     * @param says words of the runbook, with single spaces between them; null for the section as a whole
     * @param judgedBy IDs of expectations
     * @param because why it, or the rest of it, is left to the operator; null when nothing is
     */
    public record Part(
            String section,
            @Nullable String says,
            List<String> judgedBy,
            @Nullable String because) {
        /** For messages: {@code 'kubectl get pods' under 'Health Checks'}. */
        @Override
        public String toString() {
            return says == null ? "section '" + section + "'" : "'" + says + "' under '" + section + "'";
        }
    }

    /**
     * What a runbook and the coverage do not have in common.
     *
     * @param sections of the runbook that the coverage does not know
     * @param sayings of the runbook that the coverage does not know
     * @param gone parts of the coverage that the runbook does not say
     */
    public record Difference(List<String> sections, List<Saying> sayings, List<Part> gone) {
        /** Whether all that the runbook says is covered. */
        public boolean covered() {
            return sections.isEmpty() && sayings.isEmpty();
        }
    }

    /** The coverage of the suite's edition of the runbook. */
    public static Coverage ofSuite() {
        try (InputStream resource = Objects.requireNonNull(
                Coverage.class.getResourceAsStream(RESOURCE), "the resource " + RESOURCE + " is missing")) {
            return parse(RESOURCE, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * The coverage that a text in YAML writes.
     *
     * @param source where the text was read
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public static Coverage parse(String source, String yaml) {
        List<Part> parts = CoverageFile.read(source, yaml);
        List<String> mistakes = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (Part part : parts) {
            if (!known.add(part.toString())) {
                mistakes.add(part + " is there twice");
            }
            if (part.judgedBy().isEmpty() && part.because() == null) {
                mistakes.add(part + " is neither judged by an expectation nor left to the operator");
            }
            if (part.because() != null && part.because().isBlank()) {
                mistakes.add(part + " is left to the operator without a reason");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(source + ": " + String.join("; ", mistakes));
        }
        return new Coverage(List.copyOf(parts));
    }

    /** Holds a runbook against it. */
    public Difference with(Runbook runbook) {
        Set<String> sections = parts.stream().map(Part::section).collect(Collectors.toSet());
        Set<String> said = runbook.sayings().stream().map(Coverage::place).collect(Collectors.toSet());
        Set<String> covered =
                parts.stream().flatMap(part -> place(part).stream()).collect(Collectors.toSet());
        return new Difference(
                runbook.sections().stream()
                        .filter(section -> !sections.contains(section))
                        .toList(),
                runbook.sayings().stream()
                        .filter(saying -> !covered.contains(place(saying)))
                        .toList(),
                parts.stream()
                        .filter(part -> place(part)
                                .map(place -> !said.contains(place))
                                .orElseGet(() -> !runbook.sections().contains(part.section())))
                        .toList());
    }

    /** What the expectation of an ID judges. */
    public Stream<Part> judgedBy(String id) {
        return parts.stream().filter(part -> part.judgedBy().contains(id));
    }

    /** IDs of all expectations that it names. */
    public SortedSet<String> expectations() {
        return parts.stream().flatMap(part -> part.judgedBy().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(Saying saying) {
        return saying.section() + "\n" + saying.text();
    }

    private static Optional<String> place(Part part) {
        return Optional.ofNullable(part.says()).map(says -> part.section() + "\n" + says);
    }
}
