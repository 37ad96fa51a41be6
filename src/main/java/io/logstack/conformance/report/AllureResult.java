package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One outcome as Allure shows it. Only PASS is passed; what was not judged is skipped, with its verdict in front. */
final class AllureResult {
    private AllureResult() {}

    /** @param changes what is new of it since the run that it is compared with, a noun each */
    static TestResult of(Outcome outcome, Reporting reporting, List<String> changes) {
        Description expectation = outcome.expectation();
        long start = outcome.startedAt().toEpochMilli();
        return new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setHistoryId(expectation.id())
                .setTestCaseId(expectation.id())
                .setTestCaseName(expectation.statement())
                .setFullName(expectation.type().getName())
                .setName(expectation.id() + " " + expectation.statement())
                .setDescriptionHtml(description(outcome))
                .setStage(Stage.FINISHED)
                .setStatus(status(outcome.verdict()))
                .setStatusDetails(details(outcome))
                .setStart(start)
                .setStop(start + outcome.took().toMillis())
                .setLabels(AllureLabels.labels(expectation, reporting, changes))
                .setParameters(parameters(outcome))
                .setSteps(AllureSteps.of(outcome))
                .setLinks(AllureLabels.links(expectation, reporting));
    }

    /** What an earlier attempt at the same build said: of these Allure shows the verdict and the message. */
    static TestResult retried(JudgedExpectation judged) {
        long start = judged.startedAt().toEpochMilli();
        return new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setHistoryId(judged.id())
                .setTestCaseId(judged.id())
                .setName(judged.id() + " " + judged.statement())
                .setStage(Stage.FINISHED)
                .setStatus(status(judged.verdict()))
                .setStatusDetails(
                        judged.verdict() == Verdict.PASS
                                ? null
                                : new StatusDetails().setMessage(AllureCategory.message(judged)))
                .setStart(start)
                .setStop(start + Math.round(judged.seconds() * 1e3));
    }

    static Status status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Status.PASSED;
            case FAIL -> Status.FAILED;
            case ERROR -> Status.BROKEN;
            case WARN, BLOCKED, INCONCLUSIVE, NOT_APPLICABLE, NOT_RUN -> Status.SKIPPED;
        };
    }

    /** With the verdict in front, by which {@code reports/allure-categories.json} puts results together. */
    static String message(Outcome outcome, String message) {
        return message(outcome.verdict(), outcome.expectation().area() == Area.DRIFT, message);
    }

    /** @param drift whether the expectation is about the runbook rather than about the stack */
    static String message(Verdict verdict, boolean drift, String message) {
        boolean violated = verdict == Verdict.FAIL || verdict == Verdict.WARN;
        return verdict + (violated && drift ? " (drift)" : "") + ": " + message;
    }

    private static @Nullable StatusDetails details(Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            return null;
        }
        StatusDetails details = new StatusDetails().setMessage(message(outcome, outcome.message()));
        return outcome.failure() == null ? details : details.setTrace(trace(outcome.failure()));
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** HTML, because Allure would take what a stack said for Markdown. */
    private static String description(Outcome outcome) {
        Description expectation = outcome.expectation();
        StringBuilder html = new StringBuilder();
        paragraph(html, "Expected", expectation.statement());
        if (outcome.verdict() != Verdict.PASS) {
            paragraph(html, outcome.verdict().label(), outcome.message());
        }
        if (outcome.verdict() == Verdict.FAIL || outcome.verdict() == Verdict.WARN) {
            paragraph(html, "What to do", expectation.remedy());
        }
        if (!outcome.blockedBy().isEmpty()) {
            paragraph(html, "Blocked by", String.join(", ", outcome.blockedBy()));
        }
        if (outcome.neededBy() != null) {
            paragraph(html, "Not selected, needed by", outcome.neededBy());
        }
        if (outcome.judgeableFrom() != null) {
            paragraph(html, "Can be judged from", outcome.judgeableFrom().toString());
        }
        return html.toString();
    }

    private static void paragraph(StringBuilder html, String heading, String text) {
        html.append("<p><b>")
                .append(heading)
                .append(":</b> ")
                .append(escaped(text).replace("\n", "<br>"))
                .append("</p>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static List<Parameter> parameters(Outcome outcome) {
        return List.of(
                new Parameter().setName("verdict").setValue(outcome.verdict().label()),
                new Parameter()
                        .setName("level")
                        .setValue(outcome.expectation().level().name()));
    }
}
