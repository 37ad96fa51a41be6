package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One outcome as Allure shows it. Only PASS is passed; what was not judged is skipped, with its verdict in front. */
final class AllureResult {
    /** From {@code reports/allure/index.html}. */
    private static final String RUNBOOK = "../../fixtures/runbook.md#";

    private AllureResult() {}

    static TestResult of(Outcome outcome) {
        Description expectation = outcome.expectation();
        long start = outcome.startedAt().toEpochMilli();
        return new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setHistoryId(expectation.id())
                .setTestCaseId(expectation.id())
                .setTestCaseName(expectation.statement())
                .setFullName(expectation.type().getName())
                .setName(expectation.id() + " " + expectation.statement())
                .setDescription(description(outcome))
                .setStage(Stage.FINISHED)
                .setStatus(status(outcome.verdict()))
                .setStatusDetails(details(outcome))
                .setStart(start)
                .setStop(start + outcome.took().toMillis())
                .setLabels(labels(expectation))
                .setParameters(parameters(outcome))
                .setLinks(List.of(new Link()
                        .setName("Runbook: " + expectation.runbook().title())
                        .setUrl(RUNBOOK + expectation.runbook().anchor())
                        .setType("runbook")));
    }

    private static Status status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Status.PASSED;
            case FAIL -> Status.FAILED;
            case ERROR -> Status.BROKEN;
            case WARN, BLOCKED, INCONCLUSIVE, NOT_APPLICABLE, NOT_RUN -> Status.SKIPPED;
        };
    }

    private static @Nullable StatusDetails details(Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            return null;
        }
        StatusDetails details = new StatusDetails().setMessage(outcome.verdict() + ": " + outcome.message());
        return outcome.failure() == null ? details : details.setTrace(trace(outcome.failure()));
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String description(Outcome outcome) {
        Description expectation = outcome.expectation();
        StringBuilder text = new StringBuilder("**Expected:** ").append(expectation.statement());
        if (outcome.verdict() != Verdict.PASS) {
            text.append("\n\n**").append(outcome.verdict()).append(":** ").append(outcome.message());
            text.append("\n\n**What to do:** ").append(expectation.remedy());
        }
        if (outcome.neededBy() != null) {
            text.append("\n\nNot selected; needed by ")
                    .append(outcome.neededBy())
                    .append('.');
        }
        return text.toString();
    }

    private static List<Label> labels(Description expectation) {
        List<Label> labels = new ArrayList<>();
        labels.add(label("severity", severity(expectation)));
        labels.add(label("epic", expectation.runbook().title()));
        labels.add(label("feature", expectation.area().tag()));
        labels.add(label("story", expectation.id()));
        labels.add(label("suite", expectation.area().tag()));
        labels.add(label("tag", expectation.area().tag()));
        labels.add(label("tag", expectation.safety().name().toLowerCase(Locale.ROOT)));
        labels.add(label("tag", expectation.level().name()));
        labels.add(label("package", expectation.type().getPackageName()));
        labels.add(label("testClass", expectation.type().getName()));
        labels.add(label("framework", "logging-stack-conformance"));
        return labels;
    }

    private static String severity(Description expectation) {
        return switch (expectation.level()) {
            case MUST -> "critical";
            case SHOULD -> "normal";
            case INFO -> "minor";
        };
    }

    private static List<Parameter> parameters(Outcome outcome) {
        return List.of(
                new Parameter().setName("verdict").setValue(outcome.verdict().label()),
                new Parameter()
                        .setName("level")
                        .setValue(outcome.expectation().level().name()));
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }
}
