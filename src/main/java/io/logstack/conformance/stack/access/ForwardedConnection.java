package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that an HTTP client made to a {@link Tunnel}, and the port-forward behind it: a websocket whose messages begin
 * with the number of a channel, 0 for data and 1 for errors, each of which the kubelet opens with the port's number. fabric8's
 * own forwarder takes the first two messages for these, whatever they are; as one of them may come before its listener does,
 * it sometimes drops the beginning of an answer.
 */
final class ForwardedConnection implements WebSocket.Listener {
    /** What a client has to ask for. */
    static final String PROTOCOL = "v4.channel.k8s.io";

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedConnection.class);
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int NORMAL_CLOSURE = 1000;
    private static final Set<Integer> NORMAL_CLOSURES = Set.of(NORMAL_CLOSURE, 1001, 1005);

    private enum Channel {
        DATA,
        ERROR
    }

    private final SocketChannel socket;
    private final PodPort pod;
    private final Executor executor;
    private final BiConsumer<ForwardedConnection, Optional<String>> ended;
    private final Set<Channel> opened = EnumSet.noneOf(Channel.class);
    private final AtomicBoolean over = new AtomicBoolean();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket forward;

    /**
     * Forwards nothing before its websocket is open.
     *
     * @param executor runs what waits for the socket; not shut down here
     * @param ended told once how it ended: with a reason when the port-forward broke, without when one side hung up
     */
    ForwardedConnection(
            SocketChannel socket,
            PodPort pod,
            Executor executor,
            BiConsumer<ForwardedConnection, Optional<String>> ended) {
        this.socket = socket;
        this.pod = pod;
        this.executor = executor;
        this.ended = ended;
    }

    PodPort pod() {
        return pod;
    }

    /** Hangs up on both sides. */
    void close() {
        end(Optional.empty());
    }

    /** The websocket could not be opened. */
    void refused(Throwable why) {
        end(Optional.of(why(why)));
    }

    @Override
    public void onOpen(WebSocket opening) {
        forward = opening;
        executor.execute(() -> send(opening));
    }

    @Override
    public synchronized void onMessage(WebSocket from, ByteBuffer message) {
        Channel channel = message.hasRemaining() ? channel(message.get()) : null;
        boolean opening = channel != null && opened.add(channel) && isPort(message);
        if (opening) {
            from.request();
        } else if (channel == Channel.DATA) {
            written = written.thenRunAsync(() -> write(message), executor).thenRun(from::request);
        } else {
            String words = channel == Channel.ERROR
                    ? StandardCharsets.UTF_8.decode(message).toString()
                    : "the API server sent what is no message of a port-forward";
            written = written.thenRunAsync(() -> end(Optional.of(words)), executor);
        }
    }

    @Override
    public synchronized void onClose(WebSocket from, int code, String reason) {
        Optional<String> why = NORMAL_CLOSURES.contains(code)
                ? Optional.empty()
                : Optional.of("the API server closed it with " + code + " " + reason);
        written = written.thenRunAsync(() -> end(why), executor);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(Optional.of(why(error)));
    }

    private static @Nullable Channel channel(byte number) {
        return number == 0 ? Channel.DATA : number == 1 ? Channel.ERROR : null;
    }

    private boolean isPort(ByteBuffer message) {
        int at = message.position();
        return message.remaining() == Short.BYTES
                && message.get(at) == (byte) pod.port()
                && message.get(at + 1) == (byte) (pod.port() >> Byte.SIZE);
    }

    private void send(WebSocket to) {
        try {
            int count = 0;
            while (count >= 0) {
                ByteBuffer message = ByteBuffer.allocate(LONGEST_MESSAGE).put((byte) 0);
                count = socket.read(message);
                if (count > 0) {
                    to.send(message.flip());
                }
            }
        } catch (IOException e) {
            LOG.debug("a forwarded connection to {} ends", pod, e);
        }
        close();
    }

    private void write(ByteBuffer data) {
        try {
            while (data.hasRemaining()) {
                socket.write(data);
            }
        } catch (IOException e) {
            LOG.debug("a forwarded connection to {} has gone", pod, e);
            close();
        }
    }

    /** What broke is told before the client can notice. */
    private void end(Optional<String> why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        ended.accept(this, why.map(words -> "the port-forward to " + pod + " broke: " + words));
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a forwarded connection could not be closed", e);
        }
        WebSocket open = forward;
        if (open != null) {
            open.sendClose(NORMAL_CLOSURE, "");
        }
    }

    private static String why(Throwable broken) {
        StringBuilder words = new StringBuilder(String.valueOf(broken.getMessage()));
        for (Throwable next = broken.getCause(); next != null; next = next.getCause()) {
            if (next.getMessage() != null && words.indexOf(next.getMessage()) < 0) {
                words.append(": ").append(next.getMessage());
            }
        }
        return words.toString();
    }
}
