package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.text.Shown;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The top of the page: the verdict, and whatever explains it, before anything else. */
final class Summary {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** As assertions about a stack word it: {@code expected …, but found … at …}. */
    private static final Pattern VIOLATION =
            Pattern.compile("(expected .*?, but found )(.*)( at \\S.*)", Pattern.DOTALL);

    private static final Pattern NEXT_VIOLATION = Pattern.compile("\\n(?=expected )");
    private static final int SHOWN_VIOLATIONS = 2;
    private static final int LONGEST_WHERE = 160;
    private static final int LONGEST_MESSAGE = 360;
    private static final int LONGEST_REASON = 300;
    private static final int SHOWN_IDS = 12;

    private final Findings findings;
    private final Statement statement;
    private final Remedy remedy;
    private final @Nullable String refusal;

    /** @param refusal why nothing was judged for want of rights; null where none is lacking */
    Summary(Findings findings, Remedy remedy, @Nullable String refusal) {
        this.findings = findings;
        this.statement = findings.statement();
        this.remedy = remedy;
        this.refusal = refusal;
    }

    void addTo(Element page) {
        Element header =
                Html.add(page, "header", "top " + (nothing() ? "nothing" : statement.conformant() ? "pass" : "fail"));
        if (statement.stack().simulated()) {
            Element simulated = Html.add(header, "p", "simulated");
            Html.word(simulated, "b", "", "SIMULATED");
            simulated.appendText("An embedded homelab inside the suite, not a real stack.");
        }
        Html.add(header, "h1", "", title(statement));
        Html.add(header, "p", "counts", counts());
        Html.add(header, "p", "about", about());
        if (refusal != null) {
            Html.add(Html.add(page, "section", "cause error"), "pre", "", refusal);
        }
        causes(page);
        list(page, "warnings", "warn", findings.warnings());
        list(page, "times the runbook is wrong about this stack", "drift", findings.drift());
        unjudged(page);
    }

    private boolean nothing() {
        return !statement.judgedAnything();
    }

    static String title(Statement statement) {
        return !statement.judgedAnything()
                ? "Nothing was judged"
                : statement.conformant() ? "Conformant" : "Not conformant";
    }

    private String counts() {
        if (nothing() && statement.rootCauses().isEmpty()) {
            return "No expectation was selected, or none of those selected can be judged here.";
        }
        List<String> counts = new ArrayList<>();
        statement.totals().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey, Badge.WORST_FIRST))
                .forEach(total -> count(
                        counts,
                        total.getKey() == Verdict.WARN ? findings.warnings().size() : total.getValue(),
                        words(total.getKey())));
        count(counts, findings.drift().size(), "against the runbook");
        return String.join(" · ", counts);
    }

    private static void count(List<String> counts, long count, String words) {
        if (count > 0) {
            counts.add(count + " " + words);
        }
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "hold";
            case FAIL -> "violated";
            case WARN -> "warn";
            case BLOCKED -> "blocked";
            case INCONCLUSIVE -> "inconclusive";
            case NOT_APPLICABLE -> "not applicable";
            case NOT_RUN -> "not run";
            case ERROR -> "could not be judged";
        };
    }

    private String about() {
        String nodes = statement.stack().nodes() == null
                ? ""
                : " · " + statement.stack().nodes() + " nodes";
        return statement.stack().description() + nodes + " · profile " + statement.profile() + " · run "
                + statement.run() + " · " + DAY.format(statement.startedAt()) + ", "
                + statement.took().toSeconds() + " s";
    }

    private void causes(Element page) {
        List<Findings.Cause> causes = findings.causes();
        if (causes.isEmpty()) {
            return;
        }
        Html.add(page, "h2", "", causes.size() == 1 ? "The root cause" : "The root causes, what most hangs on first");
        causes.forEach(cause -> page.appendChild(of(cause)));
    }

    private Element of(Findings.Cause cause) {
        Outcome first = cause.first();
        Element card = Html.of("section", "cause " + Badge.style(first));
        Element line = Html.add(card, "p", "promise");
        line.appendChild(Badge.of(first));
        if (cause.outcomes().size() == 1) {
            line.appendText(" ")
                    .appendChild(Html.link(
                            first.expectation().id(), first.expectation().id()));
            line.appendText(" ");
            Html.add(line, "span", "statement", first.expectation().statement());
        } else {
            Html.add(line, "span", "statement", cause.outcomes().size() + " expectations");
        }
        found(card, Findings.why(first));
        if (first.verdict() == Verdict.FAIL) {
            Element next = Html.add(card, "p", "next");
            Html.add(next, "b", "", "Do this:");
            next.appendText(" ");
            remedy.addTo(next, first.expectation().remedy());
            Element to = Html.add(card, "p", "to");
            to.appendChild(Html.link(
                    first.expectation().runbook().anchor(),
                    "Runbook: " + first.expectation().runbook().title()));
            to.appendText(" · ").appendChild(Html.link(first.expectation().id(), "All evidence"));
        }
        ids(card, "Blocked by it", cause.blocked());
        if (cause.outcomes().size() > 1) {
            ids(card, "The same of each", cause.outcomes());
        }
        return card;
    }

    /** What was found stands out from what was expected and where that was. */
    private static void found(Element card, String why) {
        List<String> violations = List.of(NEXT_VIOLATION.split(why));
        violations.stream().limit(SHOWN_VIOLATIONS).forEach(words -> {
            Element line = Html.add(card, "p", "found");
            Matcher violation = VIOLATION.matcher(words);
            if (violation.matches()) {
                line.appendText(violation.group(1));
                Html.add(line, "strong", "", Shown.cut(violation.group(2), LONGEST_MESSAGE));
                line.appendText(" ");
                Html.add(line, "span", "where", Shown.oneLine(violation.group(3), LONGEST_WHERE));
            } else {
                Html.add(line, "strong", "", Shown.cut(words, LONGEST_MESSAGE));
            }
        });
        if (violations.size() > SHOWN_VIOLATIONS) {
            Html.add(card, "p", "links", "and " + (violations.size() - SHOWN_VIOLATIONS) + " more of its kind");
        }
    }

    private static void ids(Element card, String words, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        Element line = Html.add(card, "p", "links", words + " (" + outcomes.size() + "):");
        outcomes.stream()
                .limit(SHOWN_IDS)
                .forEach(outcome -> line.appendText(" ")
                        .appendChild(Html.link(
                                        outcome.expectation().id(),
                                        outcome.expectation().id())
                                .attr("title", outcome.expectation().statement())));
        if (outcomes.size() > SHOWN_IDS) {
            line.appendText(" and " + (outcomes.size() - SHOWN_IDS) + " more");
        }
    }

    private void list(Element page, String title, String style, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        Element list = group(page, title, style, outcomes.size());
        outcomes.forEach(outcome -> {
            Element item = Html.add(list, "li", "");
            item.appendChild(
                    Html.link(outcome.expectation().id(), outcome.expectation().id()));
            item.appendText(" " + Shown.oneLine(Findings.why(outcome), LONGEST_REASON));
        });
    }

    private void unjudged(Element page) {
        Map<String, List<Outcome>> reasons = findings.unjudged();
        if (reasons.isEmpty()) {
            return;
        }
        int count = reasons.values().stream().mapToInt(List::size).sum();
        Element list = group(page, "not judged, and why", "open", count);
        reasons.forEach((reason, outcomes) -> {
            Element item = Html.add(list, "li", "", Shown.oneLine(reason, LONGEST_REASON));
            ids(item, outcomes.size() == 1 ? "Expectation" : "Expectations", outcomes);
        });
    }

    private static Element group(Element page, String title, String style, int count) {
        Element group = Html.add(page, "details", "group " + style);
        Element summary = Html.add(group, "summary", "");
        Html.add(summary, "span", "count", String.valueOf(count));
        summary.appendText(" " + title);
        return Html.add(group, "ul", "");
    }
}
