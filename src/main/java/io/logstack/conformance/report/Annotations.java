package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.catalog.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A run as annotations of GitHub Actions, which reads them from a job's log. */
final class Annotations {
    /** GitHub shows no more of a kind for a step. */
    private static final int SHOWN = 10;

    private static final int LONGEST = 1_000;

    private Annotations() {}

    /** Errors for root causes, and one warning for all that is warned of. */
    static List<String> of(Statement statement) {
        List<String> annotations = new ArrayList<>();
        List<Outcome> causes = statement.rootCauses();
        if (!statement.judgedAnything()) {
            annotations.add(annotation(
                    "error",
                    "Nothing was judged",
                    causes.isEmpty()
                            ? "No selected expectation came to be judged."
                            : causes.get(0).message()));
            return annotations;
        }
        int told = causes.size() > SHOWN ? SHOWN - 1 : causes.size();
        for (Outcome cause : causes.subList(0, told)) {
            annotations.add(annotation(
                    "error",
                    cause.expectation().id() + " " + cause.verdict() + ": "
                            + cause.expectation().statement(),
                    cause.message()));
        }
        if (told < causes.size()) {
            annotations.add(annotation(
                    "error", (causes.size() - told) + " more root causes", ids(causes.subList(told, causes.size()))));
        }
        List<Outcome> warnings = statement.outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.WARN)
                .toList();
        if (!warnings.isEmpty()) {
            annotations.add(annotation("warning", warnings.size() + " WARN", ids(warnings)));
        }
        return annotations;
    }

    private static String ids(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.expectation().id()).collect(Collectors.joining(", "));
    }

    private static String annotation(String level, String title, String message) {
        String shown = VisibleText.of(Words.cut(message, LONGEST));
        return "::" + level + " title=" + property(title) + "::" + data(shown);
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
