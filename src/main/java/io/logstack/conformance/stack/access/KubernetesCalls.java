package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.stack.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes single calls of the Kubernetes API: records them, and turns failures into {@link NoAnswerException}. Answers are
 * read as text and decoded here, so that decoding does not count as the API server's time.
 */
final class KubernetesCalls {
    private static final String JSON = "application/json";
    private static final int LONGEST_SHOWN = 200;

    /** Of one Secret, or of all of a namespace. */
    private static final Pattern SECRETS = Pattern.compile("/secrets([/?]|$)");

    private final KubernetesApi api;
    private final ExchangeLog log;

    KubernetesCalls(KubernetesApi api, ExchangeLog log) {
        this.api = api;
        this.log = log;
    }

    URI address() {
        return api.address();
    }

    /** An object, or empty when there is none. */
    <T> Optional<T> get(String path, Class<T> type) {
        return decoded("GET", path, call("GET", path, JSON, null), type);
    }

    /** Text, or empty when there is none. */
    Optional<String> text(String path) {
        return call("GET", path, JSON, null);
    }

    /** Sends an object; empty for 404. */
    <T> Optional<T> send(String method, String path, Object payload, Class<T> type) {
        return decoded(method, path, call(method, path, JSON, payload), type);
    }

    /**
     * Sends a patch; empty for 404.
     *
     * @param contentType which says what kind of patch it is
     */
    <T> Optional<T> patch(String contentType, String path, Object payload, Class<T> type) {
        return decoded("PATCH", path, call("PATCH", path, contentType, payload), type);
    }

    private <T> Optional<T> decoded(String method, String path, Optional<String> body, Class<T> type) {
        return body.map(json -> {
            try {
                return Serialization.unmarshal(json, type);
            } catch (RuntimeException e) {
                throw new NoAnswerException(
                        log.redaction()
                                .text("Kubernetes at " + api.address() + " answered " + method + " " + path
                                        + " with what is no " + type.getSimpleName()
                                        + (holdsSecrets(path) ? "" : ": " + Legible.cut(json, LONGEST_SHOWN))),
                        e);
            }
        });
    }

    private Optional<String> call(String method, String path, String contentType, @Nullable Object payload) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        URI uri = URI.create(api.address() + path);
        String sent = shown(path, payload == null ? "" : Serialization.asJson(payload));
        Consumer<String> record = failure -> log.failed(at, "kubernetes", method, uri, sent, since(start), failure);
        try {
            String body = api.send(method, path, contentType, payload);
            int status = body == null ? 404 : method.equals("POST") ? 201 : 200;
            log.told(at, "kubernetes", method, uri, sent, status, shown(path, body), since(start));
            return Optional.ofNullable(body);
        } catch (IOException e) {
            throw silent(method + " " + path, e, record);
        } catch (KubernetesClientException e) {
            if (e.getCode() <= 0) {
                throw silent(method + " " + path, e, record);
            }
            String words = e.getStatus() != null && e.getStatus().getMessage() != null
                    ? e.getStatus().getMessage()
                    : String.valueOf(e.getMessage());
            log.told(at, "kubernetes", method, uri, sent, e.getCode(), words, since(start));
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw new NoAnswerException(
                    log.redaction()
                            .text("Kubernetes at " + api.address() + " answered " + method + " " + path + " with "
                                    + e.getCode() + ": " + words),
                    e);
        }
    }

    private static String shown(String path, @Nullable String body) {
        if (body == null || body.isEmpty()) {
            return "";
        }
        return holdsSecrets(path) ? ExchangeLog.NOT_RECORDED : body;
    }

    private static boolean holdsSecrets(String path) {
        return SECRETS.matcher(path).find();
    }

    private NoAnswerException silent(String asked, Exception cause, Consumer<String> record) {
        String failure = "Kubernetes at " + api.address() + " " + describe(asked, cause);
        record.accept(failure);
        return new NoAnswerException(log.redaction().text(failure), cause);
    }

    private String describe(String asked, Exception cause) {
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof BodyTooLargeException || next instanceof EncodedBodyException) {
                return "answered " + asked + " with " + next.getMessage();
            }
            if (next instanceof DeadlineExceededException) {
                return "did not answer " + asked + ": " + next.getMessage();
            }
        }
        return NetworkFailure.of(cause, api.address().getHost())
                .map(why -> "cannot be reached for " + asked + ": " + why)
                .orElseGet(() -> "broke off its answer to " + asked + ": " + NetworkFailure.innermost(cause));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
