package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API server's socket on the loopback address. Built on Vert.x' server, on which fabric8's mock web server is built
 * too: that one keeps every request it has seen, and wants a whole body before it answers, which no watch has.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;

    private final Executor executor;
    private final Api api;
    private final Vertx vertx;
    private final EventStreams streams;
    private final Proxy proxy;
    private final PortForwarding forwarding;
    private final HttpServer server;
    private volatile PodPorts ports = PodPorts.CLOSED;

    /**
     * Opens the port and serves.
     *
     * @param port a port, or 0 for a free one
     * @param executor answers requests; not shut down by {@link #close}
     * @param bookmarkInterval between two bookmarks of a watch that asks for them
     */
    public ApiServer(
            int port,
            Executor executor,
            VersionedObjects objects,
            PodLogs logs,
            Authorizer authorizer,
            Duration bookmarkInterval) {
        this.executor = executor;
        this.api = new Api(objects, logs, authorizer);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setMaxEventLoopExecuteTime(PATIENCE_SECONDS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.streams = new EventStreams(vertx, objects, logs, bookmarkInterval);
        PodPorts current = (namespace, pod, number) -> ports.at(namespace, pod, number);
        this.proxy = new Proxy(vertx, new Backends(objects), current);
        this.forwarding = new PortForwarding(vertx, objects, current);
        try {
            this.server = await(
                    vertx.createHttpServer(new HttpServerOptions()
                                    .setHost("127.0.0.1")
                                    .setPort(port)
                                    .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                                    .setWebSocketSubProtocols(List.of(PortForwarding.PROTOCOL)))
                            .requestHandler(this::serve)
                            .listen(),
                    "listen on port " + port);
        } catch (IllegalStateException e) {
            await(vertx.close(), "close");
            throw e;
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** What listens in the pods from now on; nothing before. */
    public void listening(PodPorts other) {
        ports = other;
    }

    @Override
    public void close() {
        await(vertx.close(), "close");
    }

    private void serve(HttpServerRequest request) {
        boolean webSocket = request.headers().contains("Upgrade", "websocket", true);
        boolean get = request.method().name().equals("GET");
        boolean goesOn = get && (Requests.flag(request, "watch") || Requests.flag(request, "follow"));
        if (webSocket || goesOn || Proxy.covers(request)) {
            stream(request, webSocket);
            return;
        }
        Context context = vertx.getOrCreateContext();
        request.body()
                .onSuccess(body -> executor.execute(() -> {
                    ApiReply reply = answer(Requests.read(request, body.getBytes()));
                    context.runOnContext(ignored -> send(request.response(), reply));
                }))
                .onFailure(e -> LOG.debug("a client went away while it sent a request", e));
    }

    private ApiReply answer(ApiRequest request) {
        try {
            return api.answer(request);
        } catch (RuntimeException e) {
            LOG.error("the API server could not answer {} {}", request.method(), request.path(), e);
            return Api.refusal(new ApiException(500, "InternalError", "Internal error occurred: " + e.getMessage()));
        }
    }

    private static void send(HttpServerResponse response, ApiReply reply) {
        if (!response.closed()) {
            response.setStatusCode(reply.status())
                    .putHeader("Content-Type", reply.contentType())
                    .end(Buffer.buffer(reply.body()));
        }
    }

    /** Starts what is not answered at once: a watch, a log, a proxied request, a forwarded port. What is wrong with the request is said before anything is streamed. */
    private void stream(HttpServerRequest received, boolean webSocket) {
        ApiRequest request = Requests.read(received, new byte[0]);
        try {
            ResourcePath path = api.authorized(request);
            if (path.subresource().equals("proxy") && !webSocket) {
                proxy.pass(received, path, refusal -> send(received.response(), Api.refusal(refusal)));
            } else if (path.subresource().equals("portforward") && webSocket) {
                forwarding.forward(received, request, path);
            } else if (path.subresource().isEmpty() && request.flag("watch")) {
                streams.watch(received, request, path, webSocket);
            } else if (path.subresource().equals("log") && !webSocket && !request.flag("previous")) {
                streams.follow(received.response(), api.logRequest(request, path));
            } else {
                send(received.response(), answer(request));
            }
        } catch (ApiException e) {
            send(received.response(), Api.refusal(e));
        }
    }

    private static <T> T await(Future<T> future, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the homelab's Kubernetes API could not " + what + ": " + cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the homelab's Kubernetes API was to " + what, e);
        }
    }

    private static @Nullable String cause(Exception e) {
        return e.getCause() == null ? e.toString() : e.getCause().getMessage();
    }
}
