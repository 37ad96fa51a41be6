package io.logstack.conformance.report.statement;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.logstack.conformance.catalog.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two runs. What differs between any two runs, such as their IDs, seeds and moments, is no difference.
 *
 * @param same whether nothing differs
 * @param worse whether a verdict took a turn for the worse
 * @param circumstances stack and profile
 * @param verdicts the worst first
 * @param measurements numbers, of expectations that both runs judged
 * @param durations of expectations that both runs judged
 */
@JsonPropertyOrder({"before", "after", "same", "worse", "circumstances", "verdicts", "measurements", "durations"})
public record StatementDiff(
        RunOf before,
        RunOf after,
        boolean same,
        boolean worse,
        List<Difference.Circumstance> circumstances,
        List<Difference.OfVerdict> verdicts,
        List<Difference.OfMeasurement> measurements,
        List<Difference.OfDuration> durations) {
    /** A change of a number matters less than this share of its limit. */
    private static final double SHARE_OF_LIMIT = 0.1;

    /** Latencies and durations differ by as much, in seconds, on any two runs. */
    private static final double JITTER = 0.1;

    private static final double LONGER_BY = 1;

    /** Which run a statement is of. */
    public record RunOf(String run, Instant startedAt, boolean conformant) {
        static RunOf of(StatementFile statement) {
            return new RunOf(statement.run(), statement.startedAt(), statement.conformant());
        }
    }

    /**
     * Compares two statements.
     *
     * @param tolerance the share of the larger one by which two numbers, and two durations, may differ: 0.25 is a quarter.
     *     Those of less than a tenth of their limit, or of a tenth of a second, are no differences either; nor are
     *     durations that differ by less than a second
     */
    public static StatementDiff between(StatementFile before, StatementFile after, double tolerance) {
        List<Difference.Circumstance> circumstances = circumstances(before, after);
        List<Difference.OfVerdict> verdicts = verdicts(before, after);
        List<Difference.OfMeasurement> measurements = new ArrayList<>();
        List<Difference.OfDuration> durations = new ArrayList<>();
        for (JudgedExpectation later : after.expectations()) {
            before.expectation(later.id())
                    .filter(earlier ->
                            earlier.verdict().judged() && later.verdict().judged())
                    .ifPresent(earlier -> {
                        Numbers numbers = new Numbers(before.run(), after.run(), tolerance);
                        measurements.addAll(numbers.compared(earlier, later));
                        if (differ(earlier.seconds(), later.seconds(), tolerance)
                                && Math.abs(earlier.seconds() - later.seconds()) >= LONGER_BY) {
                            durations.add(new Difference.OfDuration(later.id(), earlier.seconds(), later.seconds()));
                        }
                    });
        }
        boolean same = circumstances.isEmpty() && verdicts.isEmpty() && measurements.isEmpty() && durations.isEmpty();
        boolean worse = verdicts.stream().anyMatch(verdict -> verdict.turn().worse());
        return new StatementDiff(
                RunOf.of(before),
                RunOf.of(after),
                same,
                worse,
                circumstances,
                verdicts,
                List.copyOf(measurements),
                List.copyOf(durations));
    }

    /** As JSON: each component is the key of its name. */
    public String json() {
        return StatementFile.text(this);
    }

    private static List<Difference.Circumstance> circumstances(StatementFile before, StatementFile after) {
        Map<String, @Nullable String> earlier = circumstances(before);
        Map<String, @Nullable String> later = circumstances(after);
        Set<String> all = new LinkedHashSet<>(earlier.keySet());
        all.addAll(later.keySet());
        return all.stream()
                .filter(what -> !Objects.equals(earlier.get(what), later.get(what)))
                .map(what -> new Difference.Circumstance(what, earlier.get(what), later.get(what)))
                .toList();
    }

    private static Map<String, @Nullable String> circumstances(StatementFile statement) {
        Map<String, @Nullable String> circumstances = new LinkedHashMap<>();
        circumstances.put("tier", statement.stack().tier());
        circumstances.put("stack", statement.stack().description());
        circumstances.put(
                "nodes",
                statement.stack().nodes() == null
                        ? null
                        : statement.stack().nodes().toString());
        statement
                .stack()
                .versions()
                .forEach((component, version) -> circumstances.put("version of " + component, version));
        circumstances.put("profile", statement.profile().name());
        circumstances.put("hash of the profile", statement.profile().hash());
        Announcement announcement = statement.announcement();
        circumstances.put(
                "safety", announcement == null ? null : announcement.safety().name());
        circumstances.put(
                "user", announcement == null ? null : announcement.target().user());
        return circumstances;
    }

    private static List<Difference.OfVerdict> verdicts(StatementFile before, StatementFile after) {
        Map<String, JudgedExpectation> earlier = byId(before);
        Map<String, JudgedExpectation> later = byId(after);
        return Stream.concat(later.keySet().stream(), earlier.keySet().stream())
                .distinct()
                .map(id -> verdict(earlier.get(id), later.get(id)))
                .flatMap(Stream::ofNullable)
                .sorted(Comparator.comparing(Difference.OfVerdict::turn))
                .toList();
    }

    private static Difference.@Nullable OfVerdict verdict(
            @Nullable JudgedExpectation earlier, @Nullable JudgedExpectation later) {
        Verdict before = earlier == null ? null : earlier.verdict();
        Verdict after = later == null ? null : later.verdict();
        JudgedExpectation known = later == null ? earlier : later;
        if (before == after || known == null) {
            return null;
        }
        return new Difference.OfVerdict(
                known.id(),
                Turn.of(before, after),
                before,
                after,
                known.statement(),
                later == null ? "" : later.message());
    }

    private static Map<String, JudgedExpectation> byId(StatementFile statement) {
        return statement.expectations().stream()
                .collect(Collectors.toMap(
                        JudgedExpectation::id, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    private static boolean differ(double before, double after, double tolerance) {
        return Math.abs(after - before) > tolerance * Math.max(Math.abs(before), Math.abs(after));
    }

    /** What two runs measured of one expectation. */
    private record Numbers(String runBefore, String runAfter, double tolerance) {
        List<Difference.OfMeasurement> compared(JudgedExpectation earlier, JudgedExpectation later) {
            Map<String, Measured> known = new LinkedHashMap<>();
            earlier.evidence().forEach(measured -> known.putIfAbsent(subject(measured, runBefore), measured));
            List<Difference.OfMeasurement> changed = new ArrayList<>();
            for (Measured measured : later.evidence()) {
                Measured before = known.remove(subject(measured, runAfter));
                if (before != null && differ(before, measured)) {
                    changed.add(new Difference.OfMeasurement(
                            later.id(),
                            measured.subject(runAfter),
                            before.number().orElseThrow(),
                            measured.number().orElseThrow(),
                            measured.unit(),
                            measured.threshold()));
                }
            }
            return changed;
        }

        private static String subject(Measured measured, String run) {
            return measured.subject(run) + " in " + measured.unit();
        }

        private boolean differ(Measured before, Measured after) {
            if (before.number().isEmpty() || after.number().isEmpty()) {
                return false;
            }
            double change =
                    Math.abs(after.number().getAsDouble() - before.number().getAsDouble());
            double least = Limit.of(after)
                    .map(limit -> SHARE_OF_LIMIT * Math.abs(limit.value()))
                    .orElse(0.0);
            return change >= Math.max(least, after.unit().equals("seconds") ? JITTER : 0)
                    && StatementDiff.differ(
                            before.number().getAsDouble(), after.number().getAsDouble(), tolerance);
        }
    }
}
