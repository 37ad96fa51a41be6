package io.logstack.conformance.containers;

import com.github.dockerjava.api.DockerClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.logstack.conformance.containers.docker.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** As much of Docker's API as is asked without starting anything, over TCP and, where a file is given, over a unix socket. */
public final class FakeDocker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** @param body JSON, or bytes as they are */
    public record Reply(int status, byte[] body) {
        static Reply json(int status, String json) {
            return new Reply(status, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-docker");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    public FakeDocker() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        engine("1.50", 16L << 30, "/nowhere");
    }

    public FakeDocker engine(String api, long memory, String root) {
        on("GET /version", 200, "{'Version': '28.2.2', 'ApiVersion': '" + api + "', 'MinAPIVersion': '1.24'}");
        on("GET /info", 200, "{'MemTotal': " + memory + ", 'DockerRootDir': '" + root + "', 'OSType': 'linux'}");
        return this;
    }

    /** An image that is in it. */
    public FakeDocker image(String name) {
        return on("GET /images/" + name + "/json", 200, "{'Id': 'sha256:1'}");
    }

    /** What a registry says of an image. */
    public FakeDocker registry(String name, int status, String message) {
        return on(
                "GET /distribution/" + name + "/json",
                status,
                status == 200 ? "{'Descriptor': {}}" : "{'message': '" + message + "'}");
    }

    /** @param request method and path, as they are asked, without version and query */
    public FakeDocker on(String request, int status, String json) {
        replies.put(request, Reply.json(status, json));
        return this;
    }

    public FakeDocker onBytes(String request, byte[] body) {
        replies.put(request, new Reply(200, body));
        return this;
    }

    /** From now on it takes what is asked, and never answers. */
    public FakeDocker silent() {
        silent = true;
        return this;
    }

    /** What was asked so far: method and path, without version and query. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public URI tcp() {
        return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
    }

    public Docker docker() {
        return Docker.at(TransportConfig.builder().dockerHost(tcp()).build(), PATIENCE);
    }

    /** Testcontainers' client of it. */
    public DockerClient client() {
        return DockerClientProviderStrategy.getClientForConfig(
                TransportConfig.builder().dockerHost(tcp()).build());
    }

    /** By a socket of a file system, as a Docker on this machine is. */
    public Docker local(Path socket) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        threads.execute(() -> {
            try (channel) {
                while (true) {
                    relay(channel.accept());
                }
            } catch (ClosedChannelException ended) {
                // With the test.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Docker.at(
                TransportConfig.builder()
                        .dockerHost(URI.create("unix://" + socket))
                        .build(),
                PATIENCE);
    }

    private void relay(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open(this.server.getAddress());
        threads.execute(() -> pump(client, server));
        threads.execute(() -> pump(server, client));
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException ended) {
            // One of both has closed.
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replaceFirst("^/v\\d+\\.\\d+/", "/");
        asked.add(request);
        exchange.getRequestBody().readAllBytes();
        if (silent) {
            return;
        }
        Reply reply = replies.getOrDefault(request, Reply.json(404, "{'message': 'no such thing'}"));
        try (exchange) {
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
