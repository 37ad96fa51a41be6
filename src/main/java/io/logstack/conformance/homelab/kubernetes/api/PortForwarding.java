package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subresource {@code portforward} of pods, over websockets: one port to a websocket, its data on channel 0 and errors on
 * channel 1, each opened with the port's number, as the kubelet has it. Left out: SPDY, and several ports at once. Used on
 * the event loop only.
 */
final class PortForwarding {
    /** What a websocket client has to ask for. */
    static final String PROTOCOL = "v4.channel.k8s.io";

    private static final Logger LOG = LoggerFactory.getLogger(PortForwarding.class);
    private static final byte DATA = 0;
    private static final byte ERROR = 1;
    /** How long a container runtime takes to tell that nothing listens. */
    private static final long DIAL_MILLISECONDS = 100;

    /** As much as the kubelet copies at once. */
    private static final int LONGEST_MESSAGE = 32 * 1024;

    private final Vertx vertx;
    private final VersionedObjects objects;
    private final PodPorts ports;
    private final NetClient client;

    PortForwarding(Vertx vertx, VersionedObjects objects, PodPorts ports) {
        this.vertx = vertx;
        this.objects = objects;
        this.ports = ports;
        this.client = vertx.createNetClient();
    }

    /**
     * Forwards until one side ends.
     *
     * @throws ApiException 404 when there is no such pod, 400 when it runs nowhere or no port is named
     */
    void forward(HttpServerRequest received, ApiRequest request, ResourcePath path) {
        boolean placed = objects.get(ResourceKinds.POD, new ObjectKey(path.namespace(), path.name()))
                .path("spec")
                .has("nodeName");
        if (!placed) {
            throw ApiException.badRequest("pod " + path.name() + " does not have a host assigned");
        }
        int port = port(request);
        received.toWebSocket()
                .onSuccess(socket -> open(socket, path, port))
                .onFailure(e -> LOG.debug("a port-forward's handshake failed", e));
    }

    private static int port(ApiRequest request) {
        String named = request.parameter("ports");
        if (named == null || named.isEmpty()) {
            throw ApiException.badRequest("query parameter \"port\" is required");
        }
        if (!named.matches("\\d{1,5}") || Integer.parseInt(named) < 1 || Integer.parseInt(named) > 65_535) {
            throw ApiException.badRequest("unable to parse \"" + named + "\" as a port");
        }
        return Integer.parseInt(named);
    }

    private void open(ServerWebSocket socket, ResourcePath path, int port) {
        for (byte channel : new byte[] {DATA, ERROR}) {
            socket.writeBinaryMessage(
                    Buffer.buffer().appendByte(channel).appendByte((byte) port).appendByte((byte) (port >> Byte.SIZE)));
        }
        Optional<URI> target = ports.at(path.namespace(), path.name(), port);
        if (target.isEmpty()) {
            vertx.setTimer(DIAL_MILLISECONDS, timer -> refuse(socket, path, port));
            return;
        }
        socket.pause();
        client.connect(target.get().getPort(), target.get().getHost())
                .onSuccess(connection -> join(socket, connection))
                .onFailure(e -> vertx.setTimer(DIAL_MILLISECONDS, timer -> refuse(socket, path, port)));
    }

    private static void refuse(ServerWebSocket socket, ResourcePath path, int port) {
        if (socket.isClosed()) {
            return;
        }
        String words = "error forwarding port " + port + " to pod " + path.name() + ", uid : failed to execute"
                + " portforward in network namespace: failed to connect to localhost:" + port
                + " inside namespace, IPv4: dial tcp4 127.0.0.1:" + port + ": connect: connection refused";
        socket.writeBinaryMessage(Buffer.buffer().appendByte(ERROR).appendString(words))
                .onComplete(ignored -> socket.close());
    }

    private static void join(ServerWebSocket socket, NetSocket connection) {
        if (socket.isClosed()) {
            connection.close();
            return;
        }
        socket.binaryMessageHandler(message -> {
            if (message.length() > 1 && message.getByte(0) == DATA) {
                connection.write(message.getBuffer(1, message.length()));
                if (connection.writeQueueFull()) {
                    socket.pause();
                    connection.drainHandler(ignored -> resume(socket));
                }
            }
        });
        connection.handler(data -> {
            if (socket.isClosed()) {
                return;
            }
            for (int from = 0; from < data.length(); from += LONGEST_MESSAGE) {
                int to = Math.min(data.length(), from + LONGEST_MESSAGE);
                socket.writeBinaryMessage(
                        Buffer.buffer(to - from + 1).appendByte(DATA).appendBuffer(data.getBuffer(from, to)));
            }
            if (socket.writeQueueFull()) {
                connection.pause();
                socket.drainHandler(ignored -> connection.resume());
            }
        });
        connection.closeHandler(ignored -> {
            if (!socket.isClosed()) {
                socket.close();
            }
        });
        socket.closeHandler(ignored -> connection.close());
        socket.resume();
    }

    private static void resume(ServerWebSocket socket) {
        if (!socket.isClosed()) {
            socket.resume();
        }
    }
}
