package io.logstack.conformance.report;

import io.logstack.conformance.report.text.Shown;
import io.qameta.allure.model.ExecutableItem;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import org.jspecify.annotations.Nullable;

/**
 * Results whose words Allure's page may take for HTML, as version 2.34 does with messages and traces: without a less-than sign
 * no tag begins. Escaping would not do, as other places of the page escape themselves.
 */
final class Disarmed {
    private Disarmed() {}

    static TestResult of(TestResult result) {
        disarm(result);
        return result;
    }

    static FixtureResult of(FixtureResult result) {
        disarm(result);
        return result;
    }

    private static void disarm(ExecutableItem item) {
        StatusDetails details = item.getStatusDetails();
        if (details != null) {
            details.setMessage(text(details.getMessage())).setTrace(text(details.getTrace()));
        }
        item.getAttachments().forEach(attachment -> attachment.setName(text(attachment.getName())));
        item.getParameters().forEach(parameter -> parameter.setValue(text(parameter.getValue())));
        for (StepResult step : item.getSteps()) {
            step.setName(text(step.getName()));
            disarm(step);
        }
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : Shown.clean(text).replace('<', '‹');
    }
}
