package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.plot.Plot;
import io.logstack.conformance.report.text.Shown;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** All that the page says of one expectation, under its ID. */
final class Card {
    private static final int LONGEST_MESSAGE = 3_000;
    private static final int LONGEST_SOURCE = 240;
    private static final int LONGEST_ATTACHMENT = 4_000;
    private static final int MOST_ATTACHMENTS = 6;
    private static final int MOST_MEASUREMENTS = 40;
    private static final int LONGEST_BODY = 800;
    private static final int MOST_CHARTS = 8;
    private static final int MOST_EXCHANGES = 3;

    private final Findings findings;
    private final Remedy remedy;

    Card(Findings findings, Remedy remedy) {
        this.findings = findings;
        this.remedy = remedy;
    }

    /** Open where there is something to be done. */
    Element of(Outcome outcome) {
        Description expectation = outcome.expectation();
        Element card = Html.of("details", "card " + Badge.style(outcome)).attr("id", expectation.id());
        card.attr("open", outcome.verdict().failsRun());
        Element summary = Html.add(card, "summary", "");
        summary.appendChild(Badge.of(outcome)).appendText(" ");
        Html.word(summary, "b", "id", expectation.id());
        Html.word(summary, "span", "statement", expectation.statement());
        Html.add(summary, "span", "level", expectation.level().name());
        why(card, outcome);
        next(card, outcome);
        charts(card, outcome.charts());
        measurements(card, outcome.measurements());
        if (outcome.verdict().failsRun()) {
            attachments(card, outcome.attachments());
            exchanges(card, outcome.exchanges());
        }
        return card;
    }

    private void why(Element card, Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            return;
        }
        Html.add(card, "p", "message", Shown.cut(Findings.why(outcome), LONGEST_MESSAGE));
        links(card, "Blocked by", outcome.blockedBy());
        if (outcome.judgeableFrom() != null) {
            Html.add(card, "p", "", "It can be judged from " + outcome.judgeableFrom() + ".");
        }
        List<Outcome> blocked = outcome.blocksDependents() ? findings.blockedBy(List.of(outcome)) : List.of();
        links(
                card,
                "Blocks",
                blocked.stream().map(other -> other.expectation().id()).toList());
    }

    private static void links(Element card, String words, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Element line = Html.add(card, "p", "links", words + ":");
        ids.forEach(id -> line.appendText(" ").appendChild(Html.link(id, id)));
    }

    private void next(Element card, Outcome outcome) {
        if (outcome.verdict() == Verdict.FAIL || outcome.verdict() == Verdict.WARN) {
            Element next = Html.add(card, "p", "next");
            Html.add(next, "b", "", Findings.isAgainstRunbook(outcome) ? "Use instead:" : "What to do next:");
            next.appendText(" ");
            remedy.addTo(next, outcome.expectation().remedy());
        }
    }

    private static void charts(Element card, List<Chart> charts) {
        if (charts.isEmpty()) {
            return;
        }
        Element drawn = Html.add(card, "div", "charts");
        charts.stream().limit(MOST_CHARTS).forEach(chart -> {
            Element figure = Html.add(drawn, "figure", "");
            Html.add(figure, "figcaption", "", Shown.oneLine(chart.name(), LONGEST_SOURCE));
            figure.appendChild(Plot.element(chart));
        });
        leftOut(card, charts.size() - MOST_CHARTS, "charts");
    }

    private static void measurements(Element card, List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return;
        }
        Element list = Html.add(card, "div", "measured");
        measurements.stream().limit(MOST_MEASUREMENTS).forEach(measured -> {
            Element row = Html.add(list, "div", "row");
            Html.word(row, "span", "name", Shown.oneLine(measured.name(), LONGEST_SOURCE));
            Element value = Html.add(row, "span", "figures");
            Html.word(value, "span", "value", Quantity.of(measured));
            String threshold = measured.threshold();
            if (threshold != null) {
                Html.add(value, "span", "limit", "expected " + Shown.oneLine(threshold, LONGEST_SOURCE));
            }
            Html.add(
                    row,
                    "span",
                    "where",
                    Quantity.time(measured.at()) + ", " + Shown.oneLine(measured.source(), LONGEST_SOURCE));
        });
        leftOut(card, measurements.size() - MOST_MEASUREMENTS, "measurements");
    }

    private static void attachments(Element card, List<Attachment> attachments) {
        attachments.stream().limit(MOST_ATTACHMENTS).forEach(attachment -> {
            Element more = Html.add(card, "details", "more");
            Html.add(more, "summary", "", Shown.oneLine(attachment.name(), LONGEST_SOURCE));
            Html.add(more, "pre", "", Shown.cut(attachment.content(), LONGEST_ATTACHMENT));
        });
        leftOut(card, attachments.size() - MOST_ATTACHMENTS, "attachments");
    }

    /** The last of them: what is asked first mostly went well. */
    private static void exchanges(Element card, List<Exchange> exchanges) {
        if (exchanges.isEmpty()) {
            return;
        }
        Element more = Html.add(card, "details", "more");
        int left = Math.max(0, exchanges.size() - MOST_EXCHANGES);
        Html.add(more, "summary", "", left == 0 ? "HTTP exchanges" : "The last " + MOST_EXCHANGES + " HTTP exchanges");
        exchanges.stream().skip(left).forEach(exchange -> {
            String answer =
                    exchange.status() == null ? "no answer: " + exchange.failure() : String.valueOf(exchange.status());
            Html.add(
                    more,
                    "pre",
                    "",
                    Shown.cut(
                            exchange.at() + "  " + exchange.component() + "  " + exchange.method() + " "
                                    + exchange.uri() + "\n→ " + answer
                                    + String.format(
                                            Locale.ROOT,
                                            ", %d ms%n",
                                            exchange.took().toMillis())
                                    + exchange.responseBody(),
                            LONGEST_BODY));
        });
    }

    private static void leftOut(Element card, int count, String what) {
        if (count > 0) {
            Html.add(card, "p", "muted", count + " more " + what + " are in the other reports.");
        }
    }
}
