package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.NoAnswerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port on the loopback address whose connections are forwarded to a pod, each by a port-forward of its own: one that
 * breaks takes its request with it, and the next connection is forwarded anew, to the pod that is there then.
 */
final class Tunnel implements Route.Faults, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);

    /** Parallel requests need not all ask which pod it is. */
    private static final Duration CHOICE_HOLDS = Duration.ofSeconds(1);

    private final KubernetesApi api;
    private final Supplier<PodPort> pods;
    private final Executor executor;
    private final ServerSocketChannel server;
    private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Choice choice;
    private volatile @Nullable Break last;

    private record Choice(PodPort pod, long nanoTime) {}

    private record Break(Route.Broken broken, long nanoTime) {}

    /**
     * Opens the port.
     *
     * @param pods chooses the pod; throws {@link NoAnswerException} when there is none
     * @param executor runs the connections; not shut down here
     * @throws UncheckedIOException when no port can be opened
     */
    Tunnel(KubernetesApi api, Supplier<PodPort> pods, Executor executor) {
        this.api = api;
        this.pods = pods;
        this.executor = executor;
        try {
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("no port can be opened on the loopback address to forward from", e);
        }
        executor.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
    }

    @Override
    public Optional<Route.Broken> since(long nanoTime) {
        Break known = last;
        return known == null || known.nanoTime() - nanoTime < 0 ? Optional.empty() : Optional.of(known.broken());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("a port that was forwarded could not be closed", e);
        }
        connections.forEach(ForwardedConnection::close);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel socket = server.accept();
                executor.execute(() -> forward(socket));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("no more connections can be forwarded from {}", uri(), e);
                    close();
                }
            }
        }
    }

    private void forward(SocketChannel socket) {
        try {
            ForwardedConnection connection = new ForwardedConnection(socket, choose(), executor, this::ended);
            connections.add(connection);
            api.portForward(connection.pod(), connection);
        } catch (RuntimeException e) {
            broke(new Route.Broken(
                    e instanceof NoAnswerException ? String.valueOf(e.getMessage()) : e.toString(), false));
            hangUp(socket);
        }
    }

    private static void hangUp(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection that nothing forwards could not be closed", e);
        }
    }

    private PodPort choose() {
        Choice known = choice;
        if (known != null && System.nanoTime() - known.nanoTime() < CHOICE_HOLDS.toNanos()) {
            return known.pod();
        }
        PodPort pod = pods.get();
        choice = new Choice(pod, System.nanoTime());
        return pod;
    }

    private void ended(ForwardedConnection connection, Optional<String> why) {
        connections.remove(connection);
        why.ifPresent(words -> broke(new Route.Broken(words, true)));
    }

    private void broke(Route.Broken broken) {
        choice = null;
        last = new Break(broken, System.nanoTime());
    }
}
