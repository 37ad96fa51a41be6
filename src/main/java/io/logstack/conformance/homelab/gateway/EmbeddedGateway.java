package io.logstack.conformance.homelab.gateway;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** The reverse proxy before Loki. Requests that end well leave no line in its log, as {@code verboseLogging: false} has it. */
public final class EmbeddedGateway implements AutoCloseable {
    private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(60);
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    /** Connection headers concern one hop; Java's client sets the others itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "transfer-encoding",
            "upgrade");

    private final Function<String, URI> loki;
    private final Faults faults;
    private final Consumer<String> log;
    private final Replicas replicas;
    private final HttpPart part;
    private boolean withoutPods;

    private EmbeddedGateway(
            int port, Function<String, URI> loki, Faults faults, Consumer<String> log, Executor executor) {
        this.loki = loki;
        this.faults = faults;
        this.log = log;
        this.replicas = new Replicas(() -> faults.active(Fault.GATEWAY_DROPS_ON_SCALE), System::nanoTime);
        this.part = HttpPart.start("gateway", port, executor, this::handle);
        openOrClose();
        faults.listen(this::switched);
    }

    /**
     * Starts.
     *
     * @param port a port, or 0 for a free one
     * @param loki base URL of what of Loki it asks for a path
     * @param log takes the lines of the access and error log
     * @param executor runs requests
     */
    public static EmbeddedGateway start(
            int port, Function<String, URI> loki, Faults faults, Consumer<String> log, Executor executor) {
        return new EmbeddedGateway(port, loki, faults, log, executor);
    }

    public URI uri() {
        return part.uri();
    }

    private void switched(Fault fault, boolean on) {
        if (fault == Fault.GATEWAY_DOWN) {
            openOrClose();
        }
    }

    /** One of its pods runs. Until the first is told of, it serves as one process. */
    public synchronized void podStarted(String pod) {
        replicas.started(pod);
        withoutPods = false;
        openOrClose();
    }

    /** A pod of it ends: what it has begun to answer is answered, unless no pod is left. */
    public synchronized void podStopped(String pod) {
        replicas.stopped(pod);
        withoutPods = replicas.running() == 0;
        openOrClose();
    }

    private synchronized void openOrClose() {
        if (withoutPods || faults.active(Fault.GATEWAY_DOWN)) {
            part.suspend();
        } else {
            part.resume();
        }
    }

    private Reply handle(Request request) {
        replicas.lead();
        Reply reply = answer(request);
        if (reply.status() >= 400) {
            log.accept("127.0.0.1 - - [%s]  %d \"%s %s HTTP/1.1\" %d \"-\" \"%s\" \"-\""
                    .formatted(
                            LOG_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                            reply.status(),
                            request.method(),
                            request.rawPath(),
                            reply.body().length,
                            request.header("user-agent")));
        }
        return reply;
    }

    private Reply answer(Request request) {
        if (!request.rawPath().startsWith("/")) {
            return NginxPage.of(400, "Bad Request");
        }
        URI target = URI.create("http://gateway" + request.rawPath()).normalize();
        String path = target.getPath();
        if (path.equals("/")) {
            return Reply.of(200, "application/octet-stream", "OK");
        }
        if (!Routes.toLoki(path)) {
            return NginxPage.of(404, "Not Found");
        }
        if (faults.active(Fault.GATEWAY_BAD_UPSTREAM)) {
            log.accept(
                    "[error] loki.monitoring.svc.cluster.invalid could not be resolved (3: Host not found), request: \"%s %s\""
                            .formatted(request.method(), path));
            return NginxPage.of(502, "Bad Gateway");
        }
        return pass(request, target);
    }

    private Reply pass(Request request, URI target) {
        URI upstream = loki.apply(target.getPath());
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeAll(NOT_PASSED_ON);
        headers.put("x-forwarded-for", "127.0.0.1");
        try {
            Reply reply = PartClient.call(
                    request.method(),
                    URI.create(upstream + target.getRawPath() + query),
                    headers,
                    request.body(),
                    UPSTREAM_TIMEOUT);
            Map<String, String> passed = new LinkedHashMap<>(reply.headers());
            passed.keySet().removeIf(name -> NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)));
            return new Reply(reply.status(), reply.contentType(), reply.body(), passed);
        } catch (HttpTimeoutException e) {
            log.accept(
                    "[error] upstream timed out (110: Operation timed out) while reading response header, upstream: \""
                            + upstream + target.getRawPath() + "\"");
            return NginxPage.of(504, "Gateway Time-out");
        } catch (IOException e) {
            log.accept("[error] connect() failed (" + e.getMessage() + ") while connecting to upstream, upstream: \""
                    + upstream + target.getRawPath() + "\"");
            return NginxPage.of(502, "Bad Gateway");
        }
    }

    @Override
    public void close() {
        part.close();
    }
}
