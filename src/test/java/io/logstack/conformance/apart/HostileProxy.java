package io.logstack.conformance.apart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a component: one connection for each request, each answered in the same way. */
final class HostileProxy implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final Component component;
    private final URI upstream;
    private final Hostility.Talk talk;
    private final Pattern hostileTo;
    private final URI uri;
    private final @Nullable ServerSocket listening;
    /** Bound, so that nobody else takes the port, and not listening. */
    private final @Nullable Socket reserved;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private HostileProxy(
            Component component,
            URI upstream,
            Hostility.Talk talk,
            String hostileTo,
            URI uri,
            @Nullable ServerSocket listening,
            @Nullable Socket reserved) {
        this.component = component;
        this.upstream = upstream;
        this.talk = talk;
        this.hostileTo = Pattern.compile(hostileTo);
        this.uri = uri;
        this.listening = listening;
        this.reserved = reserved;
        if (listening != null) {
            executor.execute(() -> accept(listening));
        }
    }

    /** One that hands everything on. */
    static HostileProxy harmless(Component component, URI upstream) throws IOException {
        ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new HostileProxy(
                component, upstream, Conversation::forward, "", at("http", socket.getLocalPort()), socket, null);
    }

    /**
     * One that answers as it is told.
     *
     * @param hostileTo matches the requests that it does not hand on, as {@code GET /path?query}
     */
    static HostileProxy answering(Component component, URI upstream, String hostileTo, Hostility.Talk talk)
            throws IOException {
        ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new HostileProxy(component, upstream, talk, hostileTo, at("http", socket.getLocalPort()), socket, null);
    }

    /** @param hostileTo matches the requests that it does not hand on, as {@code GET /path?query} */
    static HostileProxy of(
            Hostility hostility, Component component, String hostileTo, URI upstream, Certificates certificates)
            throws IOException {
        return switch (hostility.way) {
            case NOBODY_LISTENS -> {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                yield new HostileProxy(
                        component,
                        upstream,
                        hostility.talk,
                        hostileTo,
                        at("http", socket.getLocalPort()),
                        null,
                        socket);
            }
            case NO_SUCH_HOST ->
                new HostileProxy(
                        component,
                        upstream,
                        hostility.talk,
                        hostileTo,
                        URI.create("http://nobody.invalid:3100"),
                        null,
                        null);
            case ANSWER -> {
                ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
                yield new HostileProxy(
                        component,
                        upstream,
                        hostility.talk,
                        hostileTo,
                        at("http", socket.getLocalPort()),
                        socket,
                        null);
            }
            case EXPIRED, OTHER_NAME -> {
                ServerSocket socket = (hostility.way == Hostility.Way.EXPIRED
                                ? certificates.expired()
                                : certificates.ofAnotherHost())
                        .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
                yield new HostileProxy(
                        component,
                        upstream,
                        hostility.talk,
                        hostileTo,
                        at("https", socket.getLocalPort()),
                        socket,
                        null);
            }
        };
    }

    URI uri() {
        return uri;
    }

    /** What was asked so far, such as {@code GET /ready}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (listening != null) {
            listening.close();
        }
        if (reserved != null) {
            reserved.close();
        }
        for (Socket socket : open) {
            socket.close();
        }
        executor.shutdownNow();
    }

    private static URI at(String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                executor.execute(() -> answer(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            Conversation conversation = Conversation.with(client, component, upstream, closed);
            requests.add(conversation.request());
            if (hostileTo.matcher(conversation.request()).matches()) {
                talk.to(conversation);
            } else {
                conversation.forward();
            }
        } catch (IOException e) {
            // The client has gone, which is what most of this is about.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }
}
