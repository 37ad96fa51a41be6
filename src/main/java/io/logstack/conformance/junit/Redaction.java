package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.profile.KnownSecrets;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of all that leaves the process: those of the profile, and those that were read from the stack. */
final class Redaction {
    private final KnownSecrets secrets;
    private final Stack stack;

    Redaction(Profile profile, Stack stack) {
        this.secrets = new KnownSecrets(profile);
        this.stack = stack;
    }

    void add(String secret) {
        secrets.addFound(secret);
    }

    String apply(String text) {
        return stack.withoutSecrets(secrets.mask(text));
    }

    Outcome apply(Outcome outcome) {
        return new Outcome(
                outcome.expectation(),
                outcome.verdict(),
                apply(outcome.message()),
                apply(outcome.failure()),
                outcome.blockedBy(),
                outcome.neededBy(),
                outcome.judgeableFrom(),
                outcome.measurements().stream().map(this::apply).toList(),
                outcome.exchanges().stream().map(this::apply).toList(),
                outcome.attachments().stream().map(this::apply).toList(),
                outcome.charts().stream().map(this::apply).toList(),
                outcome.startedAt(),
                outcome.took());
    }

    private Measurement apply(Measurement measurement) {
        return new Measurement(
                apply(measurement.name()),
                measurement.value() instanceof Number || measurement.value() instanceof Boolean
                        ? measurement.value()
                        : apply(String.valueOf(measurement.value())),
                measurement.unit(),
                measurement.threshold() == null ? null : apply(measurement.threshold()),
                apply(measurement.source()),
                measurement.at());
    }

    private Exchange apply(Exchange exchange) {
        String uri = exchange.uri().toString();
        String masked = apply(uri);
        return new Exchange(
                exchange.at(),
                exchange.component(),
                exchange.method(),
                masked.equals(uri) ? exchange.uri() : URI.create(masked),
                apply(exchange.requestBody()),
                exchange.status(),
                apply(exchange.responseBody()),
                exchange.took(),
                exchange.failure() == null ? null : apply(exchange.failure()));
    }

    private Attachment apply(Attachment attachment) {
        return new Attachment(attachment.name(), attachment.mediaType(), apply(attachment.content()));
    }

    /** The names in a chart may come from the stack; its numbers hold no secret. */
    private Chart apply(Chart chart) {
        if (chart instanceof Chart.Bars bars) {
            Map<String, Double> masked = new LinkedHashMap<>();
            bars.bars().forEach((name, amount) -> masked.merge(apply(name), amount, Double::sum));
            return new Chart.Bars(apply(bars.name()), bars.unit(), masked, bars.limit());
        }
        if (chart instanceof Chart.Timeline timeline) {
            return new Chart.Timeline(
                    apply(timeline.name()),
                    timeline.unit(),
                    timeline.lines().stream()
                            .map(line -> new Chart.Line(apply(line.name()), line.points(), line.projected()))
                            .toList(),
                    timeline.limit(),
                    timeline.moments().stream()
                            .map(moment -> new Chart.Moment(moment.seconds(), apply(moment.what())))
                            .toList());
        }
        Chart.Distribution distribution = (Chart.Distribution) chart;
        return new Chart.Distribution(
                apply(distribution.name()), distribution.unit(), distribution.samples(), distribution.limit());
    }

    /** The same throwable, or one with masked words and the same stack where it or a cause of it names a secret. */
    private @Nullable Throwable apply(@Nullable Throwable thrown) {
        if (thrown == null || !namesSecret(thrown)) {
            return thrown;
        }
        String words = apply(thrown.getClass().getName() + ": " + thrown.getMessage());
        Throwable masked = thrown instanceof AssertionError
                ? new AssertionError(apply(String.valueOf(thrown.getMessage())))
                : new IllegalStateException(words);
        masked.setStackTrace(thrown.getStackTrace());
        return masked;
    }

    private boolean namesSecret(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!apply(message).equals(message)) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (namesSecret(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }
}
