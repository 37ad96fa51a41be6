package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subresource {@code proxy} of Services and pods: passes a request on, without its {@code Authorization}, which was the
 * API server's own. Left out: upgraded connections, TLS to the pod, and the rewriting of links in HTML and of redirects.
 * Used on the event loop only.
 */
final class Proxy {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    private static final Pattern PATH =
            Pattern.compile("/api/v1/namespaces/[^/]+/(?:services|pods)/[^/]+/proxy(?<rest>/.*)?");

    /** Not passed on, either way. */
    private static final Set<String> OF_THIS_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade");

    private final HttpClient client;
    private final Backends backends;
    private final PodPorts ports;

    Proxy(Vertx vertx, Backends backends, PodPorts ports) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.backends = backends;
        this.ports = ports;
    }

    /** Whether a request is to be passed on. */
    static boolean covers(HttpServerRequest request) {
        return PATH.matcher(request.path()).matches();
    }

    /**
     * Passes a request on.
     *
     * @param path as it was authorized
     * @param refusal told when it cannot be passed on
     * @throws ApiException when there is nothing to pass it on to
     */
    void pass(HttpServerRequest request, ResourcePath path, Consumer<ApiException> refusal) {
        Matcher matcher = PATH.matcher(request.path());
        String rest = matcher.matches() && matcher.group("rest") != null ? matcher.group("rest") : "";
        String query = request.query() == null ? "" : "?" + request.query();
        if (rest.isEmpty() && request.method().name().equals("GET")) {
            request.response()
                    .setStatusCode(301)
                    .putHeader("Location", request.path() + "/" + query)
                    .end();
            return;
        }
        Backends.Backend backend = backends.of(path);
        Optional<URI> target = ports.at(backend.namespace(), backend.pod(), backend.port());
        if (target.isEmpty()) {
            throw unreachable(backend, "connect: connection refused");
        }
        request.pause();
        client.request(new RequestOptions()
                        .setMethod(request.method())
                        .setHost(target.get().getHost())
                        .setPort(target.get().getPort())
                        .setURI((rest.isEmpty() ? "/" : rest) + query))
                .compose(onward -> {
                    copyRequest(request, onward);
                    return onward.send(request);
                })
                .onSuccess(answer -> passBack(answer, request))
                .onFailure(e -> {
                    LOG.debug("{} could not be passed on to {}", request.uri(), backend, e);
                    refusal.accept(unreachable(
                            backend,
                            String.valueOf(e.getMessage()).contains("refused")
                                    ? "connect: connection refused"
                                    : "EOF"));
                });
    }

    private static void copyRequest(HttpServerRequest request, HttpClientRequest onward) {
        copy(request.headers(), onward.headers());
        onward.headers().remove("Authorization");
        onward.putHeader("X-Forwarded-Uri", request.path());
        onward.putHeader("X-Forwarded-Proto", "http");
        onward.putHeader("X-Forwarded-For", request.remoteAddress().hostAddress());
        if (!onward.headers().contains("Content-Length")) {
            onward.setChunked(request.headers().contains("Transfer-Encoding"));
        }
    }

    private static void passBack(HttpClientResponse answer, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        if (!response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        answer.pipe().endOnFailure(false).to(response).onFailure(e -> {
            LOG.debug("the answer to {} broke off", request.uri(), e);
            request.connection().close();
        });
    }

    private static void copy(MultiMap from, MultiMap into) {
        from.forEach((name, value) -> {
            if (!OF_THIS_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                into.add(name, value);
            }
        });
    }

    private static ApiException unreachable(Backends.Backend backend, String why) {
        return Backends.unavailable(
                "error trying to reach service: dial tcp " + backend.ip() + ":" + backend.port() + ": " + why);
    }
}
