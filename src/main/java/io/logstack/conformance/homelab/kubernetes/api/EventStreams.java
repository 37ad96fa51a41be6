package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Registration;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers that go on: watches, and logs that are followed. Used on the event loop only. */
final class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final Vertx vertx;
    private final VersionedObjects objects;
    private final PodLogs logs;
    private final Duration bookmarkInterval;

    EventStreams(Vertx vertx, VersionedObjects objects, PodLogs logs, Duration bookmarkInterval) {
        this.vertx = vertx;
        this.objects = objects;
        this.logs = logs;
        this.bookmarkInterval = bookmarkInterval;
    }

    /** Starts a watch; a selection that is none is refused before anything is streamed. */
    void watch(HttpServerRequest received, ApiRequest request, ResourcePath path, boolean webSocket) {
        Selection.of(request, path);
        if (webSocket) {
            received.toWebSocket()
                    .onSuccess(socket -> run(request, path, EventSink.of(socket)))
                    .onFailure(e -> LOG.debug("a watch's handshake failed", e));
        } else {
            HttpServerResponse response = received.response();
            response.setChunked(true).putHeader("Content-Type", "application/json");
            response.writeHead();
            run(request, path, EventSink.of(response));
        }
    }

    private void run(ApiRequest request, ResourcePath path, EventSink sink) {
        Context context = vertx.getOrCreateContext();
        WatchStream stream =
                new WatchStream(objects, request, path, event -> context.runOnContext(ignored -> sink.send(event)));
        Registration registration;
        try {
            registration = stream.start();
        } catch (ApiException e) {
            ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "ERROR");
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

    private long timeout(ApiRequest request, EventSink sink) {
        String seconds = request.parameter("timeoutSeconds");
        if (seconds == null || !seconds.matches("[1-9][0-9]{0,8}")) {
            return -1;
        }
        return vertx.setTimer(TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)), id -> sink.end());
    }

    /** Sends a container's log, and what it writes from then on. */
    void follow(HttpServerResponse response, LogRequest wanted) {
        Context context = vertx.getOrCreateContext();
        response.setChunked(true).putHeader("Content-Type", "text/plain");
        response.writeHead();
        PodLogs.Follower follower = new PodLogs.Follower() {
            @Override
            public void line(PodLine line) {
                context.runOnContext(ignored -> EventSink.write(response, wanted.text(line)));
            }

            @Override
            public void end() {
                context.runOnContext(ignored -> EventSink.end(response));
            }
        };
        logs.follow(
                wanted.namespace(),
                wanted.pod(),
                wanted.container(),
                lines -> {
                    String text = wanted.text(lines);
                    if (!text.isEmpty()) {
                        context.runOnContext(ignored -> EventSink.write(response, text));
                    }
                },
                follower);
        response.closeHandler(ignored -> logs.unfollow(wanted.namespace(), wanted.pod(), wanted.container(), follower));
    }
}
