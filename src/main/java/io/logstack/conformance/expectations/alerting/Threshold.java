package io.logstack.conformance.expectations.alerting;

import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.promql.PromQlExpression;
import io.logstack.conformance.stack.AlertingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The runbook's Alert Thresholds. */
enum Threshold {
    /** The limit is on time: zero is what nothing is. */
    NO_LOGS("no logs ingested for more than 10 minutes", "critical", 0),
    QUERY_LATENCY("query latency P95 over 2 seconds", "warning", 2),
    ERROR_RATE("error rate over 5%", "warning", 0.05),
    STORAGE_GROWTH("storage growth over 10 GB a day", "info", 10e9);

    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final String SEVERITY = "severity";
    /** Of a limit, for what is lost in writing it: 10 GB may be written 10 * 2^30. */
    private static final double TOLERANCE = 0.08;

    private final String words;
    private final String severity;
    private final double limit;

    Threshold(String words, String severity, double limit) {
        this.words = words;
        this.severity = severity;
        this.limit = limit;
    }

    /** As the runbook has it, with its severity. */
    String words() {
        return severity + ": " + words;
    }

    /** The profile's key that maps it. */
    String key() {
        return "alerting." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The alert that the profile maps it to. */
    Optional<String> alert(Profile profile) {
        Profile.Alerting alerting = profile.alerting();
        return switch (this) {
            case NO_LOGS -> alerting.noLogs();
            case QUERY_LATENCY -> alerting.queryLatency();
            case ERROR_RATE -> alerting.errorRate();
            case STORAGE_GROWTH -> alerting.storageGrowth();
        };
    }

    /**
     * One clause for each thing in which a rule is not what the runbook says.
     *
     * @param longestHold how long it may hold back where the runbook gives no time
     */
    List<String> deviations(LoggingRule logging, Duration longestHold) {
        AlertingRule rule = logging.rule();
        List<String> deviations = new ArrayList<>();
        String found = rule.labels().getOrDefault(SEVERITY, "none");
        if (!found.equals(severity)) {
            deviations.add("the severity is " + found + " instead of " + severity);
        }
        if (logging.expression().isEmpty()) {
            deviations.add("its expression cannot be read: " + logging.unreadable());
            return deviations;
        }
        PromQlExpression expression = logging.expression().get();
        OptionalDouble compared = expression.limit();
        if (compared.isEmpty() || !near(compared.getAsDouble())) {
            deviations.add("it compares with "
                    + (compared.isEmpty() ? "no number" : String.valueOf(compared.getAsDouble())) + " instead of "
                    + limit);
        }
        deviation(rule.hold(), expression.longestRange(), longestHold).ifPresent(deviations::add);
        return deviations;
    }

    private boolean near(double compared) {
        return Math.abs(compared - limit) <= TOLERANCE * limit;
    }

    /** Ten minutes of silence lie between what the rule holds and what it holds and looks back over. */
    private Optional<String> deviation(Duration hold, Duration range, Duration longestHold) {
        if (this != NO_LOGS) {
            return hold.compareTo(longestHold) > 0
                    ? Optional.of("it holds back for " + Durations.text(hold) + ", longer than "
                            + Durations.text(longestHold))
                    : Optional.empty();
        }
        boolean ten = hold.compareTo(SILENCE) <= 0 && hold.plus(range).compareTo(SILENCE) >= 0;
        return ten
                ? Optional.empty()
                : Optional.of("it looks back over " + Durations.text(range) + " and holds back for "
                        + Durations.text(hold) + ", which does not make " + Durations.text(SILENCE));
    }
}
