package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.util.ArrayList;
import java.util.List;

/** What was done for a verdict, step by step: what had to hold first, what was measured, and what was made of it. */
final class AllureSteps {
    private AllureSteps() {}

    /**
     * A step for each measurement and, unless the verdict is PASS, one for the verdict. A measurement alone is neither good
     * nor bad: of a verdict that is not PASS its steps have no status, which Allure shows as unknown.
     */
    static List<StepResult> of(Outcome outcome) {
        List<StepResult> steps = new ArrayList<>();
        for (Measurement measured : outcome.measurements()) {
            steps.add(step(measured, outcome.verdict()));
        }
        if (outcome.verdict() != Verdict.PASS) {
            long end = outcome.startedAt().plus(outcome.took()).toEpochMilli();
            steps.add(new StepResult()
                    .setName(AllureResult.message(outcome, Words.firstLine(outcome.message())))
                    .setStage(Stage.FINISHED)
                    .setStatus(AllureResult.status(outcome.verdict()))
                    .setStatusDetails(new StatusDetails().setMessage(outcome.message()))
                    .setStart(end)
                    .setStop(end));
        }
        return steps;
    }

    /** What had to hold first, as the set-up of a test. */
    static FixtureResult prerequisite(Outcome prerequisite) {
        long start = prerequisite.startedAt().toEpochMilli();
        return new FixtureResult()
                .setName(prerequisite.expectation().id() + " "
                        + prerequisite.expectation().statement())
                .setStage(Stage.FINISHED)
                .setStatus(AllureResult.status(prerequisite.verdict()))
                .setStatusDetails(
                        prerequisite.verdict() == Verdict.PASS
                                ? null
                                : new StatusDetails()
                                        .setMessage(AllureResult.message(prerequisite, prerequisite.message())))
                .setStart(start)
                .setStop(start + prerequisite.took().toMillis());
    }

    private static StepResult step(Measurement measured, Verdict verdict) {
        List<Parameter> parameters = new ArrayList<>();
        String value = measured.value() + (measured.unit().isEmpty() ? "" : " " + measured.unit());
        parameters.add(parameter("value", value));
        String threshold = measured.threshold();
        if (threshold != null) {
            parameters.add(parameter("threshold", threshold));
        }
        parameters.add(parameter("read from", measured.source()));
        long at = measured.at().toEpochMilli();
        return new StepResult()
                .setName(measured.name() + ": " + value + (threshold == null ? "" : " (" + threshold + ")"))
                .setParameters(parameters)
                .setStage(Stage.FINISHED)
                .setStatus(verdict == Verdict.PASS ? AllureResult.status(verdict) : null)
                .setStart(at)
                .setStop(at);
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(value);
    }
}
