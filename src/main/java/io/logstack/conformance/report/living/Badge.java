package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** How verdicts look: the same everywhere, and told by shape and words as well as by colour. */
final class Badge {
    /** The worse before the better. */
    private static final List<Verdict> ORDER = List.of(
            Verdict.FAIL,
            Verdict.ERROR,
            Verdict.BLOCKED,
            Verdict.WARN,
            Verdict.INCONCLUSIVE,
            Verdict.PASS,
            Verdict.NOT_APPLICABLE,
            Verdict.NOT_RUN);

    static final Comparator<Verdict> WORST_FIRST = Comparator.comparingInt(ORDER::indexOf);

    private Badge() {}

    static Element of(Outcome outcome) {
        return Findings.isAgainstRunbook(outcome) ? badge("drift", "≠", "DRIFT") : of(outcome.verdict());
    }

    static Element of(Verdict verdict) {
        return badge(style(verdict), symbol(verdict), verdict.label());
    }

    private static Element badge(String style, String symbol, String words) {
        Element badge = Html.of("span", "badge " + style);
        badge.appendChild(Html.of("span", "sign", symbol).attr("aria-hidden", "true"));
        return badge.appendText(" " + words);
    }

    /** The class that colours what a verdict is about. */
    static String style(Outcome outcome) {
        return Findings.isAgainstRunbook(outcome) ? "drift" : style(outcome.verdict());
    }

    static String style(Verdict verdict) {
        return verdict.label().toLowerCase(Locale.ROOT);
    }

    static String symbol(Outcome outcome) {
        return Findings.isAgainstRunbook(outcome) ? "≠" : symbol(outcome.verdict());
    }

    static String symbol(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case ERROR -> "⚡";
            case WARN -> "!";
            case BLOCKED -> "⊘";
            case INCONCLUSIVE -> "?";
            case NOT_APPLICABLE, NOT_RUN -> "–";
        };
    }

    /** The verdict of several together, what is only about the runbook left out; NOT-RUN of none. */
    static Verdict worst(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !Findings.isDrift(outcome))
                .map(Outcome::verdict)
                .min(WORST_FIRST)
                .orElse(Verdict.NOT_RUN);
    }
}
