package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.logql.QueryException;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.push.PushException;
import io.logstack.conformance.homelab.loki.store.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds who answers a request, and counts the answer under the route's name. */
final class Routes {
    private static final String VALUES = "/values";

    private final LokiMetrics metrics;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    /** Answers a request of one route. */
    @FunctionalInterface
    interface Handler {
        Reply handle(Request request) throws Exception;
    }

    /** Answers a request for the values of a label. */
    @FunctionalInterface
    interface ValuesHandler {
        Reply handle(Request request, String label) throws Exception;
    }

    private record Route(String name, Set<String> methods, Handler handler) {}

    private final ValuesHandler labelValues;

    Routes(LokiMetrics metrics, ValuesHandler labelValues) {
        this.metrics = metrics;
        this.labelValues = labelValues;
    }

    /** A route; its name in metrics is its path. */
    void add(String path, Set<String> methods, Handler handler) {
        routes.put(path, new Route(name(path), methods, handler));
    }

    private static String name(String path) {
        return path.substring(1).replace('/', '_');
    }

    Reply handle(Request request) throws Exception {
        Route route = find(request.path());
        String name = route == null ? "other" : route.name();
        long began = System.nanoTime();
        metrics.inflight.labelValues(request.method(), name).inc();
        Reply reply = Reply.text(500, "internal error\n");
        try {
            reply = route == null ? Reply.text(404, "404 page not found\n") : answer(route, request);
            return reply;
        } finally {
            metrics.inflight.labelValues(request.method(), name).dec();
            metrics.requests
                    .labelValues(request.method(), name, Integer.toString(reply.status()), "false")
                    .observe((System.nanoTime() - began) / 1e9);
        }
    }

    private @org.jspecify.annotations.Nullable Route find(String path) {
        Route route = routes.get(path);
        if (route != null) {
            return route;
        }
        for (String prefix : new String[] {"/loki/api/v1/label/", "/api/prom/label/"}) {
            if (path.startsWith(prefix) && path.endsWith(VALUES) && path.length() > prefix.length() + VALUES.length()) {
                String label = path.substring(prefix.length(), path.length() - VALUES.length());
                if (label.indexOf('/') < 0) {
                    return new Route(
                            "loki_api_v1_label_name_values",
                            Set.of("GET", "POST"),
                            request -> labelValues.handle(request, label));
                }
            }
        }
        return null;
    }

    private static Reply answer(Route route, Request request) throws Exception {
        if (!route.methods().contains(request.method())) {
            return Reply.empty(405);
        }
        try {
            return route.handler().handle(request);
        } catch (QueryException | BadRequestException e) {
            return Reply.text(400, String.valueOf(e.getMessage()));
        } catch (PushException e) {
            return Reply.text(e.status(), e.getMessage() + "\n");
        } catch (QueryApi.QueryFailedException e) {
            return Reply.text(e.status(), String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException e) {
            return Reply.text(500, String.valueOf(e.getMessage()));
        }
    }
}
