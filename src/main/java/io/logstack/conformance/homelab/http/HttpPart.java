package io.logstack.conformance.homelab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the homelab behind a socket of its own on the loopback address. */
public final class HttpPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPart.class);

    static {
        // Without it head and body of an answer go out as two packets, and the second waits 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final Executor executor;
    private final Handler handler;
    private final InetSocketAddress address;
    private @Nullable HttpServer server;

    /** Answers requests, from several threads. What it throws is answered with 500 and logged. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Request request) throws Exception;
    }

    private HttpPart(String name, int port, Executor executor, Handler handler) throws IOException {
        this.name = name;
        this.executor = executor;
        this.handler = handler;
        HttpServer first = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.server = first;
        this.address = first.getAddress();
    }

    /**
     * Opens the port and serves.
     *
     * @param port a port, or 0 for a free one
     * @param executor runs the handler; not shut down by {@link #close}
     */
    public static HttpPart start(String name, int port, Executor executor, Handler handler) {
        try {
            return new HttpPart(name, port, executor, handler);
        } catch (IOException e) {
            throw new UncheckedIOException("the homelab's " + name + " cannot listen on port " + port, e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    public int port() {
        return address.getPort();
    }

    /** Closes the port, so that connections are refused, until {@link #resume}. */
    public synchronized void suspend() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    /** Opens the same port again. */
    public synchronized void resume() {
        if (server == null) {
            try {
                server = open(address);
            } catch (IOException e) {
                throw new UncheckedIOException("the homelab's " + name + " cannot listen again on " + address, e);
            }
        }
    }

    @Override
    public void close() {
        suspend();
    }

    private HttpServer open(InetSocketAddress at) throws IOException {
        HttpServer opened = HttpServer.create(at, 256);
        opened.setExecutor(executor);
        opened.createContext("/", this::serve);
        opened.start();
        return opened;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request;
            try {
                request = read(exchange);
            } catch (IOException e) {
                LOG.debug("{} was left in the middle of a request", name, e);
                return;
            }
            Reply reply;
            try {
                reply = handler.handle(request);
            } catch (DroppedConnectionException e) {
                LOG.debug("{} drops a connection: {}", name, e.getMessage());
                return;
            } catch (IllegalArgumentException e) {
                reply = Reply.text(400, e.getMessage() + "\n");
            } catch (InterruptedException e) {
                // The part is being closed; whoever waits for this answer sees the connection end.
                LOG.debug("{} was closed in the middle of an answer", name);
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                LOG.error("{} could not answer {} {}", name, exchange.getRequestMethod(), exchange.getRequestURI(), e);
                reply = Reply.text(500, "internal error\n");
            }
            write(exchange, reply);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((key, values) -> headers.put(key.toLowerCase(Locale.ROOT), values.get(0)));
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        decode(exchange.getRequestURI().getRawQuery(), parameters);
        if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
            decode(new String(body, StandardCharsets.UTF_8), parameters);
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().toString(),
                parameters,
                headers,
                body);
    }

    private static void decode(@Nullable String query, Map<String, List<String>> into) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            into.computeIfAbsent(URLDecoder.decode(key, StandardCharsets.UTF_8), k -> new ArrayList<>())
                    .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach((key, value) -> exchange.getResponseHeaders().set(key, value));
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        boolean bodiless =
                reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(reply.body());
        }
    }
}
