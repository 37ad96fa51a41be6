package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.text.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a statement says, in the order in which it is asked for when something is wrong. */
final class Findings {
    /** What is looked at of a message; none of the suite's own is as long. */
    private static final int LONGEST = 20_000;

    private final Statement statement;
    private final Map<String, Outcome> byId = new LinkedHashMap<>();

    Findings(Statement statement) {
        this.statement = statement;
        statement.outcomes().forEach(outcome -> byId.put(outcome.expectation().id(), outcome));
    }

    /**
     * A root cause.
     *
     * @param outcomes what failed; several only where the suite says the same of each of them
     * @param blocked what can not be judged because of it, directly or not
     */
    record Cause(List<Outcome> outcomes, List<Outcome> blocked) {
        Outcome first() {
            return outcomes.get(0);
        }
    }

    Statement statement() {
        return statement;
    }

    Optional<Outcome> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Outcome> all(Verdict verdict) {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .toList();
    }

    /** Root causes, those that most hangs on first, then in the catalogue's order. */
    List<Cause> causes() {
        Map<String, List<Outcome>> together = new LinkedHashMap<>();
        statement
                .rootCauses()
                .forEach(outcome -> together.computeIfAbsent(
                                outcome.verdict() == Verdict.ERROR
                                        ? outcome.message()
                                        : outcome.expectation().id(),
                                ignored -> new ArrayList<>())
                        .add(outcome));
        return together.values().stream()
                .map(outcomes -> new Cause(outcomes, blockedBy(outcomes)))
                .sorted(Comparator.<Cause>comparingInt(cause -> cause.blocked().size())
                        .reversed()
                        .thenComparing(cause -> cause.first().expectation().level()))
                .toList();
    }

    List<Outcome> blockedBy(List<Outcome> causes) {
        Set<String> ids =
                causes.stream().map(outcome -> outcome.expectation().id()).collect(Collectors.toSet());
        return all(Verdict.BLOCKED).stream()
                .filter(outcome -> roots(outcome).stream().anyMatch(ids::contains))
                .toList();
    }

    private Set<String> roots(Outcome blocked) {
        Set<String> roots = new LinkedHashSet<>();
        for (String id : blocked.blockedBy()) {
            Outcome by = byId.get(id);
            if (by == null || by.verdict() != Verdict.BLOCKED) {
                roots.add(id);
            } else {
                roots.addAll(roots(by));
            }
        }
        return roots;
    }

    /** Where the runbook is wrong about the stack. */
    List<Outcome> drift() {
        return all(Verdict.WARN).stream().filter(Findings::isAgainstRunbook).toList();
    }

    List<Outcome> warnings() {
        return all(Verdict.WARN).stream().filter(outcome -> !isDrift(outcome)).toList();
    }

    /** What was not judged, for another reason than that a prerequisite is violated, by the reason. */
    Map<String, List<Outcome>> unjudged() {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.INCONCLUSIVE
                        || outcome.verdict() == Verdict.NOT_APPLICABLE
                        || outcome.verdict() == Verdict.NOT_RUN)
                .collect(Collectors.groupingBy(
                        outcome -> outcome.verdict().label() + ": " + outcome.message(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    static boolean isDrift(Outcome outcome) {
        return outcome.expectation().area() == Area.DRIFT;
    }

    /** Whether it is the runbook that was found to be wrong. */
    static boolean isAgainstRunbook(Outcome outcome) {
        return isDrift(outcome) && outcome.verdict() == Verdict.WARN;
    }

    /** Why, without what to do next, which messages may end in. */
    static String why(Outcome outcome) {
        String remedy = outcome.expectation().remedy();
        return Shown.cut(outcome.message(), LONGEST)
                .replace(". Next: " + remedy, "")
                .replace(". Instead: " + remedy, ".")
                .strip();
    }
}
