package io.logstack.conformance.homelab.kubernetes.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Where a watch's events go: one line each of a chunked answer, or one message each of a websocket. */
interface EventSink {
    ObjectMapper JSON = JsonMapper.builder().build();

    void send(JsonNode event);

    void end();

    void onClose(Runnable action);

    static EventSink of(HttpServerResponse response) {
        return new Chunks(response);
    }

    static EventSink of(ServerWebSocket socket) {
        return new Messages(socket);
    }

    /** Writes unless the client has gone. */
    static void write(HttpServerResponse response, String text) {
        if (!response.closed() && !response.ended()) {
            response.write(text);
        }
    }

    /** Ends an answer unless the client has gone. */
    static void end(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    /** A chunked answer. */
    record Chunks(HttpServerResponse response) implements EventSink {
        @Override
        public void send(JsonNode event) {
            write(response, JSON.writeValueAsString(event) + "\n");
        }

        @Override
        public void end() {
            EventSink.end(response);
        }

        @Override
        public void onClose(Runnable action) {
            response.endHandler(ignored -> action.run());
            response.closeHandler(ignored -> action.run());
        }
    }

    /** A websocket. */
    record Messages(ServerWebSocket socket) implements EventSink {
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
}
