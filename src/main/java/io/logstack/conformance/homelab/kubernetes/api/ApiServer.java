package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Registration;
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
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API server's socket on the loopback address. Built on Vert.x' server, on which fabric8's mock web server is built
 * too: that one keeps every request it has seen, and wants a whole body before it answers, which no watch has.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;

    private final VersionedObjects objects;
    private final PodLogs logs;
    private final Executor executor;
    private final Duration bookmarkInterval;
    private final Api api;
    private final Vertx vertx;
    private final HttpServer server;

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
        this.objects = objects;
        this.logs = logs;
        this.executor = executor;
        this.bookmarkInterval = bookmarkInterval;
        this.api = new Api(objects, logs, authorizer);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            this.server = await(
                    vertx.createHttpServer(new HttpServerOptions()
                                    .setHost("127.0.0.1")
                                    .setPort(port)
                                    .setMaxInitialLineLength(LONGEST_REQUEST_LINE))
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

    @Override
    public void close() {
        await(vertx.close(), "close");
    }

    private void serve(HttpServerRequest request) {
        boolean webSocket = request.headers().contains("Upgrade", "websocket", true);
        boolean get = request.method().name().equals("GET");
        boolean streams = get && (flag(request, "watch") || flag(request, "follow"));
        if (webSocket || streams) {
            stream(request, webSocket);
            return;
        }
        Context context = vertx.getOrCreateContext();
        request.body()
                .onSuccess(body -> executor.execute(() -> {
                    ApiReply reply = answer(read(request, body.getBytes()));
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

    /** Starts a watch or follows a log; what is wrong with the request is said before anything is streamed. */
    private void stream(HttpServerRequest received, boolean webSocket) {
        ApiRequest request = read(received, new byte[0]);
        try {
            ResourcePath path = api.authorized(request);
            if (path.subresource().isEmpty() && request.flag("watch")) {
                watch(received, request, path, webSocket);
            } else if (path.subresource().equals("log") && !webSocket && !request.flag("previous")) {
                follow(received.response(), api.logRequest(request, path));
            } else {
                send(received.response(), answer(request));
            }
        } catch (ApiException e) {
            send(received.response(), Api.refusal(e));
        }
    }

    private void watch(HttpServerRequest received, ApiRequest request, ResourcePath path, boolean webSocket) {
        Selection.of(request, path);
        if (webSocket) {
            received.toWebSocket()
                    .onSuccess(socket -> run(request, path, new SocketSink(socket)))
                    .onFailure(e -> LOG.debug("a watch's handshake failed", e));
        } else {
            HttpServerResponse response = received.response();
            response.setChunked(true).putHeader("Content-Type", "application/json");
            response.writeHead();
            run(request, path, new ChunkSink(response));
        }
    }

    private void run(ApiRequest request, ResourcePath path, Sink sink) {
        Context context = vertx.getOrCreateContext();
        WatchStream stream =
                new WatchStream(objects, request, path, event -> context.runOnContext(ignored -> sink.send(event)));
        Registration registration;
        try {
            registration = stream.start();
        } catch (ApiException e) {
            ObjectNode event = JSON.createObjectNode().put("type", "ERROR");
            event.set("object", e.status());
            sink.send(event);
            registration = null;
        }
        if (registration == null) {
            context.runOnContext(ignored -> sink.end());
            return;
        }
        Registration started = registration;
        long bookmarks = vertx.setPeriodic(bookmarkInterval.toMillis(), id -> stream.bookmark());
        long timeout = timeout(request, sink);
        sink.onClose(() -> {
            started.close();
            vertx.cancelTimer(bookmarks);
            vertx.cancelTimer(timeout);
        });
    }

    private long timeout(ApiRequest request, Sink sink) {
        String seconds = request.parameter("timeoutSeconds");
        if (seconds == null || !seconds.matches("[1-9][0-9]{0,8}")) {
            return -1;
        }
        return vertx.setTimer(TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)), id -> sink.end());
    }

    private void follow(HttpServerResponse response, LogRequest wanted) {
        Context context = vertx.getOrCreateContext();
        response.setChunked(true).putHeader("Content-Type", "text/plain");
        response.writeHead();
        PodLogs.Follower follower = new PodLogs.Follower() {
            @Override
            public void line(PodLine line) {
                context.runOnContext(ignored -> write(response, wanted.text(line)));
            }

            @Override
            public void end() {
                context.runOnContext(ignored -> ApiServer.end(response));
            }
        };
        logs.follow(
                wanted.namespace(),
                wanted.pod(),
                wanted.container(),
                lines -> {
                    String text = wanted.text(lines);
                    if (!text.isEmpty()) {
                        context.runOnContext(ignored -> write(response, text));
                    }
                },
                follower);
        response.closeHandler(ignored -> logs.unfollow(wanted.namespace(), wanted.pod(), wanted.container(), follower));
    }

    private static void write(HttpServerResponse response, String text) {
        if (!response.closed() && !response.ended()) {
            response.write(text);
        }
    }

    private static void end(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    /** Where a watch's events go. Used on the event loop only. */
    private interface Sink {
        void send(JsonNode event);

        void end();

        void onClose(Runnable action);
    }

    private record ChunkSink(HttpServerResponse response) implements Sink {
        @Override
        public void send(JsonNode event) {
            write(response, JSON.writeValueAsString(event) + "\n");
        }

        @Override
        public void end() {
            ApiServer.end(response);
        }

        @Override
        public void onClose(Runnable action) {
            response.endHandler(ignored -> action.run());
            response.closeHandler(ignored -> action.run());
        }
    }

    private record SocketSink(ServerWebSocket socket) implements Sink {
        @Override
        public void send(JsonNode event) {
            if (!socket.isClosed()) {
                socket.writeTextMessage(JSON.writeValueAsString(event));
            }
        }

        @Override
        public void end() {
            if (!socket.isClosed()) {
                socket.close();
            }
        }

        @Override
        public void onClose(Runnable action) {
            socket.closeHandler(ignored -> action.run());
        }
    }

    private static boolean flag(HttpServerRequest request, String name) {
        String query = request.query();
        return query != null
                && List.of(query.split("&", -1)).stream()
                        .anyMatch(part -> part.equals(name + "=true") || part.equals(name + "=1"));
    }

    private static ApiRequest read(HttpServerRequest request, byte[] body) {
        List<String> path = new ArrayList<>();
        for (String segment : request.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                path.add(decode(segment.replace("+", "%2B")));
            }
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String query = request.query();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), ignored -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new ApiRequest(request.method().name(), List.copyOf(path), parameters, headers, body);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded as it should be: taken as it stands, it names nothing and is answered 404 or 400.
            return text;
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
