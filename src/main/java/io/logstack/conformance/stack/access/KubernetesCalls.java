package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.stack.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes single calls of the Kubernetes API: records them, and turns failures into {@link NoAnswerException}. */
final class KubernetesCalls {
    private final KubernetesApi api;
    private final ExchangeLog log;

    KubernetesCalls(KubernetesApi api, ExchangeLog log) {
        this.api = api;
        this.log = log;
    }

    /**
     * Calls.
     *
     * @param path path and query, for the record and for messages
     * @param call null or a 404 stand for "there is none"
     */
    <T> Optional<T> call(String method, String path, Supplier<@Nullable T> call) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        String address = api.address().toString();
        URI uri = URI.create((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path);
        try {
            T found = call.get();
            log.told(
                    at,
                    "kubernetes",
                    method,
                    uri,
                    "",
                    found == null ? 404 : method.equals("POST") ? 201 : 200,
                    shown(found),
                    since(start));
            return Optional.ofNullable(found);
        } catch (KubernetesClientException e) {
            if (e.getCode() <= 0) {
                String failure = "Kubernetes at " + address + " did not answer " + method + " " + path + ": " + why(e);
                log.failed(at, "kubernetes", method, uri, "", since(start), failure);
                throw new NoAnswerException(log.redaction().text(failure), e);
            }
            String words = e.getStatus() != null && e.getStatus().getMessage() != null
                    ? e.getStatus().getMessage()
                    : String.valueOf(e.getMessage());
            log.told(at, "kubernetes", method, uri, "", e.getCode(), words, since(start));
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw new RefusedByKubernetes(e.getCode(), words).asNoAnswer(address, method + " " + path, e);
        }
    }

    private String shown(@Nullable Object found) {
        if (found == null) {
            return "";
        }
        if (found instanceof Secret) {
            return ExchangeLog.NOT_RECORDED;
        }
        return found instanceof String text ? text : Serialization.asJson(found);
    }

    private String why(KubernetesClientException e) {
        for (Throwable next = e; next != null; next = next.getCause()) {
            if (next instanceof TimeoutException || next instanceof InterruptedException) {
                return "no complete answer within " + Legible.duration(api.deadline());
            }
            if (next instanceof IOException && next.getMessage() != null) {
                return next.getMessage();
            }
        }
        return String.valueOf(e.getMessage());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** An answer of the API server that is an error. */
    private record RefusedByKubernetes(int code, String words) {
        NoAnswerException asNoAnswer(String address, String asked, KubernetesClientException cause) {
            return new NoAnswerException(
                    "Kubernetes at " + address + " answered " + asked + " with " + code + ": " + words, cause);
        }
    }
}
