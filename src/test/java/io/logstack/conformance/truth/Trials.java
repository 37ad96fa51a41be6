package io.logstack.conformance.truth;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an expectation says while its evidence is there, and while it is withheld: of one source after the other, and of all.
 *
 * @param whole with all its evidence
 * @param each one for each source and each way in which its answers could be empty
 * @param all one for each way, of all sources at once
 */
record Trials(Outcome whole, List<Trial> each, List<Trial> all) {
    private static final Path PROFILE = Path.of("src/test/resources/evidence-withheld-profile.yaml");

    static final Profile PATIENT = Profiles.load(PROFILE, Map.of());

    /** Waits for nothing that will not come. */
    static final Profile HASTY = Profiles.load(
            PROFILE, Map.of("timeouts.settle", "200ms", "timeouts.recovery", "500ms", "ingestion.lag", "200ms"));

    /**
     * Tries.
     *
     * @param excepted names of what may be withheld: there a pass is due, and gets its time
     */
    static Trials of(Description expectation, Stack stack, Set<String> excepted) {
        Withholding nothing = Withholding.nothing(stack);
        Outcome whole = Trial.judge(expectation, nothing.view(), PATIENT);
        Map<String, Set<Removal>> sources = new TreeMap<>(nothing.seen());
        List<Trial> each = new ArrayList<>();
        sources.forEach((source, removals) -> removals.stream()
                .filter(removal -> affordable(expectation, removal))
                .forEach(removal -> each.add(Trial.of(
                        expectation,
                        stack,
                        excepted.contains(Trial.name(source, removal)) ? PATIENT : HASTY,
                        source,
                        removal,
                        source::equals))));
        List<Trial> all = Arrays.stream(Removal.values())
                .filter(removal -> affordable(expectation, removal))
                .filter(removal -> sources.entrySet().stream()
                        .anyMatch(source -> source.getValue().contains(removal)
                                && !excepted.contains(Trial.name(source.getKey(), removal))))
                .map(removal -> Trial.of(expectation, stack, HASTY, "everything", removal, source -> true))
                .toList();
        return new Trials(whole, each, all);
    }

    /** What disturbs the stack takes seconds each time. */
    private static boolean affordable(Description expectation, Removal removal) {
        return expectation.safety() != Safety.DISRUPT || removal == Removal.GONE;
    }
}
