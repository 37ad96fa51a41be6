package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.promql.PromQlExpression;
import io.logstack.conformance.promql.UnreadableExpressionException;
import io.logstack.conformance.promql.VectorSelector;
import io.logstack.conformance.runbook.Runbook;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the runbook writes in PromQL; what else it writes as code has no metrics, ranges and selectors. */
final class Expressions {
    private Expressions() {}

    /** Names of the metrics that it reads. */
    static Set<String> metrics(Runbook.Said place) {
        return read(place).map(PromQlExpression::metrics).orElse(Set.of());
    }

    /** Whether it is a rate of something over a range, and no share of anything. */
    static boolean isUndividedRate(Runbook.Said place) {
        return read(place)
                .filter(expression -> expression.longestRange().compareTo(Duration.ZERO) > 0)
                .filter(expression -> !expression.divides())
                .isPresent();
    }

    /** Its first selector of a metric, or empty when it does not select it. */
    static Optional<VectorSelector> selector(Runbook.Said place, String metric) {
        return read(place).stream()
                .flatMap(expression -> expression.selectors().stream())
                .filter(selector -> selector.metric().filter(metric::equals).isPresent())
                .findFirst();
    }

    private static Optional<PromQlExpression> read(Runbook.Said place) {
        try {
            return Optional.of(PromQlExpression.parse(place.text()));
        } catch (UnreadableExpressionException e) {
            return Optional.empty();
        }
    }
}
