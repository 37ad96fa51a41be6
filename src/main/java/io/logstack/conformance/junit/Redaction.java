package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of everything that leaves the process: those of the profile and those that expectations read from the
 * cluster, as they are, in Base64, and URL-encoded.
 */
final class Redaction {
    private static final String MASK = "***";
    /** Shorter ones are words such as {@code true}, whose masking would garble reports and hide nothing. */
    private static final int SHORTEST = 8;

    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));
    private final Set<String> open;

    Redaction(Profile profile) {
        // Rook writes names that reports need into the same Secret as the keys.
        this.open = Set.of(
                profile.objectStore().bucket(),
                profile.objectStore().region(),
                profile.objectStore().service());
        Stream.of(
                        profile.loki().password(),
                        profile.gateway().password(),
                        profile.objectStore().secretKey(),
                        profile.grafana().password())
                .flatMap(java.util.Optional::stream)
                .map(Secret::value)
                .forEach(this::add);
    }

    void add(String secret) {
        String value = secret.strip();
        if (value.length() < SHORTEST || open.contains(value)) {
            return;
        }
        secrets.add(value);
        secrets.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        secrets.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    String apply(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    Outcome apply(Outcome outcome) {
        if (secrets.isEmpty()) {
            return outcome;
        }
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
