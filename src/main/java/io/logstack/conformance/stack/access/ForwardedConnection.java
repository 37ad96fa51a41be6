package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.PortForward;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The near end of one port-forward: a connection that an HTTP client made to a {@link Tunnel}. */
final class ForwardedConnection implements ByteChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedConnection.class);

    private final SocketChannel socket;
    private final BiConsumer<ForwardedConnection, Optional<String>> ended;
    private final CompletableFuture<Forward> forward = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean endedHere;

    private record Forward(PortForward handle, PodPort pod) {}

    /** @param ended told once how it ended: with a reason when the port-forward broke, without when the client hung up */
    ForwardedConnection(SocketChannel socket, BiConsumer<ForwardedConnection, Optional<String>> ended) {
        this.socket = socket;
        this.ended = ended;
    }

    void forwardedBy(PortForward handle, PodPort pod) {
        forward.complete(new Forward(handle, pod));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = socket.read(into);
        if (count < 0) {
            // The port-forward does not end by itself when the client hangs up.
            endedHere = true;
            close();
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return socket.write(from);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Hangs up on both sides; the port-forward calls it when it ends. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            forward.thenAccept(this::end);
        }
    }

    /** Hangs up on the client, where nothing forwards it. */
    void hangUp() {
        closed.set(true);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a forwarded connection could not be closed", e);
        }
    }

    /** What broke is told before the client can notice. */
    private void end(Forward ending) {
        Optional<String> why = endedHere
                ? Optional.empty()
                : ending.handle().getServerThrowables().stream()
                        .findFirst()
                        .map(broken -> "the port-forward to " + ending.pod() + " broke: " + why(broken));
        ended.accept(this, why);
        hangUp();
        try {
            ending.handle().close();
        } catch (IOException e) {
            LOG.debug("a port-forward could not be closed", e);
        }
    }

    private static String why(Throwable broken) {
        String words = String.valueOf(broken.getMessage());
        for (Throwable next = broken.getCause(); next != null; next = next.getCause()) {
            if (next.getMessage() != null && !words.contains(next.getMessage())) {
                words += ": " + next.getMessage();
            }
        }
        return words;
    }
}
