package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The connection to the Kubernetes API that all views of one stack share. */
final class KubernetesApi implements AutoCloseable {
    /** A page of the largest pods is a few megabytes. */
    private static final long BODY_CAP = BodyCap.of(32L << 20);

    private final BodyLimit limit = new BodyLimit(BODY_CAP);
    private final KubernetesClient client;
    private final ExecutorService executor;
    private final Patience patience;
    private final URI address;

    /**
     * @param config how to reach the API server; its timeouts and retries are replaced
     * @param executor runs the requests; not shut down here
     * @param deadline of one request
     */
    KubernetesApi(Config config, ExecutorService executor, Duration deadline) {
        this.executor = executor;
        this.patience = new Patience(deadline);
        int longest = Math.toIntExact(patience.longest().toMillis());
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestTimeout(longest)
                        .withConnectionTimeout(longest)
                        // Retries would turn a refused connection into minutes of silence.
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor(BodyLimit.class.getSimpleName(), limit))
                .build();
        this.address = URI.create(client.getMasterUrl().toString().replaceAll("/$", ""));
    }

    /** The API server's URL, without a slash at its end. */
    URI address() {
        return address;
    }

    /**
     * One request.
     *
     * @param path path and query
     * @param contentType of the payload, as far as there is one
     * @return the answer's body, or null for 404
     * @throws KubernetesClientException with the status, or with none of them when there was no answer
     * @throws IOException when there was no answer in time
     */
    @Nullable
    String send(String method, String path, String contentType, @Nullable Object payload) throws IOException {
        Future<@Nullable String> answer = executor.submit(() -> limit.within(() -> method.equals("PATCH")
                ? patch(path, contentType, Serialization.asJson(payload))
                : client.raw(path, method, payload)));
        Duration longest = patience.now();
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the asking thread was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KubernetesClientException failure) {
                throw failure;
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            patience.started();
            answer.cancel(true);
        }
    }

    /** The client's raw requests are of one content type, and patches are told apart by theirs. */
    private @Nullable String patch(String path, String contentType, String body)
            throws InterruptedException, ExecutionException {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(address + path)
                .method("PATCH", contentType, body)
                .build();
        HttpResponse<String> answer =
                client.getHttpClient().sendAsync(request, String.class).get();
        if (answer.code() == 404) {
            return null;
        }
        if (!answer.isSuccessful()) {
            Status status = status(answer.body());
            throw new KubernetesClientException(
                    status.getMessage() == null ? "status " + answer.code() : status.getMessage(),
                    answer.code(),
                    status);
        }
        return answer.body();
    }

    /** What the API server says of a refusal; proxies before it may say something else. */
    private static Status status(String body) {
        try {
            return Serialization.unmarshal(body, Status.class);
        } catch (RuntimeException e) {
            return new StatusBuilder().withMessage(body).build();
        }
    }

    /** Forwards a connection to a pod's port until one of them ends. */
    void portForward(PodPort pod, ForwardedConnection connection) {
        var unused = client.getHttpClient()
                .newWebSocketBuilder()
                .uri(URI.create(address + "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.pod()
                        + "/portforward?ports=" + pod.port()))
                .subprotocol(ForwardedConnection.PROTOCOL)
                .connectTimeout(patience.now().toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(connection)
                .whenComplete((opened, refusal) -> {
                    if (refusal != null) {
                        connection.refused(refusal);
                    }
                });
    }

    /** Speaks to the API server with the kubeconfig's TLS and credentials. */
    HttpClient http() {
        return client.getHttpClient();
    }

    @Override
    public void close() {
        client.close();
    }
}
