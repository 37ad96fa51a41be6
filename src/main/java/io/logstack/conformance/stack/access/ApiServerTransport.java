package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the API server's proxy, by fabric8's client, which has the kubeconfig's TLS and renews its credentials. */
final class ApiServerTransport implements Transport {
    private final KubernetesApi api;
    private final Duration deadline;
    private final long bodyCap;

    ApiServerTransport(KubernetesApi api, Duration deadline, long bodyCap) {
        this.api = api;
        this.deadline = deadline;
        this.bodyCap = bodyCap;
    }

    /** @throws ProxyRefusalException when the API server answers in the part's stead */
    @Override
    public Told send(Ask ask) throws IOException {
        HttpRequest.Builder request = api.http().newHttpRequestBuilder().uri(ask.uri());
        ask.headers().forEach(request::header);
        String contentType = ask.contentType();
        if (contentType != null) {
            request.post(contentType, ask.body());
        } else {
            request.method(ask.method(), null, null);
        }
        long start = System.nanoTime();
        Collected collected = new Collected();
        CompletableFuture<HttpResponse<AsyncBody>> head =
                api.http().consumeBytes(request.build(), (buffers, body) -> collected.add(buffers, body));
        CompletableFuture<Told> exchange = head.thenCompose(response -> {
            collected.keep = ask.keepBody() || response.code() >= 400;
            CompletableFuture<Void> done = response.body().done();
            response.body().consume();
            return done.thenApply(ignored -> told(response, collected, start));
        });
        try {
            Told told = exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            ProxyRefusalException refusal = refusal(told);
            if (refusal != null) {
                throw refusal;
            }
            return told;
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the asking thread was interrupted");
        } catch (ExecutionException e) {
            if (collected.length > bodyCap) {
                throw new BodyTooLargeException(bodyCap);
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            exchange.cancel(true);
            var unused = head.thenAccept(response -> response.body().cancel());
        }
    }

    private static Told told(HttpResponse<AsyncBody> response, Collected collected, long start) {
        String contentType = response.header("Content-Type");
        return new Told(
                response.code(),
                contentType == null ? "" : contentType,
                collected.bytes.toByteArray(),
                collected.length,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** What the API server says itself is a {@code Status}; no part of the stack answers with one. */
    private static @Nullable ProxyRefusalException refusal(Told told) {
        if (told.status() < 400 || !told.contentType().startsWith("application/json")) {
            return null;
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(new String(told.body(), StandardCharsets.UTF_8));
            boolean status = body.path("kind").asString("").equals("Status")
                    && body.path("apiVersion").asString("").equals("v1");
            return status
                    ? new ProxyRefusalException(
                            told.status(), body.path("message").asString(""))
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** A body as it comes in; one consumer at a time. */
    private final class Collected {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean keep = true;
        private volatile long length;

        void add(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
            long now = length;
            for (ByteBuffer buffer : buffers) {
                now += buffer.remaining();
                if (keep && now <= bodyCap) {
                    byte[] part = new byte[buffer.remaining()];
                    buffer.get(part);
                    bytes.writeBytes(part);
                }
            }
            length = now;
            if (now > bodyCap) {
                throw new BodyTooLargeException(bodyCap);
            }
            body.consume();
        }
    }
}
