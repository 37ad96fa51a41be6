package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.catalog.VisibleText;

/**
 * What a failed test says: verdict and statement, what was found, what was measured, and what the runbook says to do.
 * Build tools print it as it is.
 */
final class FailureReport {
    private FailureReport() {}

    static String of(Outcome outcome) {
        return VisibleText.of(told(outcome));
    }

    private static String told(Outcome outcome) {
        Description expectation = outcome.expectation();
        StringBuilder report = new StringBuilder()
                .append(expectation.id())
                .append(' ')
                .append(outcome.verdict())
                .append(": ")
                .append(expectation.statement())
                .append('\n')
                .append(outcome.message());
        for (Measurement measurement : outcome.measurements()) {
            report.append("\nmeasured: ")
                    .append(measurement.name())
                    .append(" = ")
                    .append(measurement.value())
                    .append(measurement.unit().isEmpty() ? "" : " " + measurement.unit())
                    .append(measurement.threshold() == null ? "" : " (expected " + measurement.threshold() + ")")
                    .append(", from ")
                    .append(measurement.source());
        }
        if (outcome.verdict() == Verdict.ERROR) {
            return report.toString();
        }
        return report.append("\nremedy: ")
                .append(expectation.remedy())
                .append("\nrunbook: ")
                .append(expectation.runbook().title())
                .append(" (#")
                .append(expectation.runbook().anchor())
                .append(')')
                .toString();
    }
}
