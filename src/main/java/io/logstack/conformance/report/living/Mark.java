package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.text.Shown;
import io.logstack.conformance.runbook.Coverage;
import io.logstack.conformance.runbook.RunbookDocument;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What a line of the runbook wears: its verdicts, each with what was measured, or why nothing judges it. */
final class Mark {
    private static final int LONGEST = 240;

    private final Findings findings;

    Mark(Findings findings) {
        this.findings = findings;
    }

    /** Adds what a place wears, if anything. */
    void addTo(Element parent, RunbookDocument.Place place) {
        if (place.unmapped()) {
            Element marks = Html.add(parent, "div", "marks");
            Html.add(
                    marks,
                    "div",
                    "mark operator",
                    "UNMAPPED: no expectation judges it, and nothing leaves it to the operator");
        }
        place.part().ifPresent(part -> addTo(parent, part));
    }

    void addTo(Element parent, Coverage.Part part) {
        Element marks = Html.add(parent, "div", "marks");
        part.judgedBy()
                .forEach(id ->
                        marks.appendChild(findings.of(id).map(Mark::judged).orElseGet(() -> unknown(id))));
        String because = part.because();
        if (because != null) {
            Html.add(marks, "div", "mark operator", "Left to the operator, because " + because);
        }
    }

    private static Element unknown(String id) {
        return Html.of("div", "mark operator", id + " is not in this run's catalogue");
    }

    private static Element judged(Outcome outcome) {
        Element mark = Html.of("a", "mark " + Badge.style(outcome))
                .attr("href", "#" + outcome.expectation().id());
        Html.word(mark, "span", "sign", Badge.symbol(outcome));
        Html.word(mark, "b", "", outcome.expectation().id());
        Element what = Html.add(mark, "span", "what");
        if (outcome.verdict() != Verdict.PASS) {
            Html.word(
                    what,
                    "span",
                    "verdict",
                    Findings.isAgainstRunbook(outcome)
                            ? "the runbook is wrong here"
                            : outcome.verdict().label());
            what.appendText(Shown.oneLine(brief(outcome), LONGEST));
            return mark;
        }
        Optional<Measurement> told = Quantity.telling(outcome.measurements());
        told.ifPresent(measured -> measured(what, measured));
        return mark;
    }

    private static String brief(Outcome outcome) {
        return Findings.isAgainstRunbook(outcome) ? outcome.expectation().remedy() : Findings.why(outcome);
    }

    private static void measured(Element what, Measurement measured) {
        what.appendText(Shown.oneLine(measured.name(), LONGEST) + " ");
        Html.word(what, "span", "value", Quantity.of(measured));
        String threshold = measured.threshold();
        if (threshold != null) {
            what.appendText("(" + Shown.oneLine(threshold, LONGEST) + ") ");
        }
        Html.add(
                what, "span", "where", Quantity.time(measured.at()) + ", " + Shown.oneLine(measured.source(), LONGEST));
    }
}
