package io.logstack.conformance.report;

import io.logstack.conformance.report.history.Change;
import io.logstack.conformance.report.history.Comparison;
import io.logstack.conformance.report.history.PastRun;
import io.logstack.conformance.report.history.Slowdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison in words: the lines of the console, and what they have in common with the page. */
final class ComparisonText {
    private ComparisonText() {}

    static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(base(comparison));
        comparison.worse().forEach(change -> lines.add(row("new", change.now().id(), worse(change))));
        comparison.fixed().forEach(change -> lines.add(row("fixed", change.now().id(), fixed(change))));
        comparison
                .unjudged()
                .forEach(change -> lines.add(row("unjudged", change.now().id(), unjudged(change))));
        comparison.slower().forEach(slower -> lines.add(row("slower", slower.id(), slower(slower))));
        if (lines.size() == 1 && comparison.lastGood().isPresent()) {
            lines.add(
                    "  nothing is new and nothing is fixed" + (comparison.tellsSlower() ? ", nothing is slower" : ""));
        }
        if (!comparison.tellsSlower()) {
            lines.add("  " + tooFew(comparison));
        }
        return lines;
    }

    /** What the run is held against. */
    static String base(Comparison comparison) {
        int kept = comparison.kept().size();
        if (comparison.lastGood().isEmpty()) {
            return kept == 0
                    ? "Compared with no earlier run: none of this stack and profile is kept yet"
                    : "Compared with no earlier run: none of the " + kept
                            + " kept ones of this stack and profile is good";
        }
        PastRun base = comparison.lastGood().get();
        return "Compared with run " + base.id() + ", the last good one of " + kept + " kept"
                + (comparison.profileChanged() ? "; the profile has changed since" : "");
    }

    static String worse(Change change) {
        return change.now().verdict() + ", was " + (change.before() == null ? "not in the catalogue" : change.before())
                + "; so since run " + change.since();
    }

    static String fixed(Change change) {
        return "PASS, was " + change.before() + " in run " + change.since();
    }

    static String unjudged(Change change) {
        return change.now().verdict() + ", was " + change.before() + " in run " + change.since();
    }

    static String slower(Slowdown slower) {
        return String.format(
                Locale.ROOT,
                "%s took %.3f s; median %.3f s, spread %.3f s of %d runs",
                slower.what(),
                slower.seconds(),
                slower.median(),
                slower.spread(),
                slower.runs());
    }

    /** Why nothing is said of what is slower. */
    static String tooFew(Comparison comparison) {
        return "what is slower cannot be told: " + comparison.kept().size() + " of the " + Comparison.runsToTellSlower()
                + " kept runs are there that it takes";
    }

    private static String row(String kind, String id, String what) {
        return String.format(Locale.ROOT, "  %-8s  %-11s  %s", kind, id.isEmpty() ? "run" : id, what);
    }
}
