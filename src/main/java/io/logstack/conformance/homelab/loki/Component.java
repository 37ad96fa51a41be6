package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One of the processes that a Loki in mode SimpleScalable consists of: what it answers, and what of the whole it tells. */
public enum Component {
    WRITE(
            List.of("loki_distributor_", "loki_ingester_", "loki_chunk_store_", "loki_discarded_"),
            Set.of("distributor", "ingester", "store")),
    READ(
            List.of(),
            Set.of("querier", "query-frontend", "query-frontend-tripperware", "cache-generation-loader", "store")),
    BACKEND(
            List.of("loki_boltdb_shipper_", "loki_compactor_"),
            Set.of(
                    "compactor",
                    "query-scheduler",
                    "query-scheduler-ring",
                    "ingester-querier",
                    "ruler",
                    "rule-evaluator"));

    private static final Set<String> OF_EACH = Set.of("server", "ring", "memberlist-kv");
    private static final List<String> TOLD_BY_EACH =
            List.of("loki_build_info", "process_start_time_seconds", "loki_panic_total");
    private static final List<String> STATE = List.of("loki_build_info", "process_start_time_seconds");
    private static final List<String> BY_ROUTE = List.of("loki_request_duration_seconds", "loki_inflight_requests");
    private static final Set<String> STATUS =
            Set.of("/ready", "/services", "/metrics", "/config", "/loki/api/v1/status/buildinfo");
    private static final Set<String> PUSHES = Set.of("/loki/api/v1/push", "/api/prom/push", "/flush");
    private static final Pattern NAME = Pattern.compile("(# (?:HELP|TYPE) )?([a-zA-Z_:][a-zA-Z0-9_:]*)");
    private static final Pattern ROUTE = Pattern.compile("route=\"([^\"]*)\"");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> families;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> modules;

    Component(List<String> families, Set<String> modules) {
        this.families = families;
        this.modules = modules;
    }

    /** Answers a request as all of Loki would. */
    @FunctionalInterface
    interface Whole {
        Reply handle(Request request) throws Exception;
    }

    /** As {@code -target} names it. */
    public String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The component of a target, or empty for {@code all}. */
    public static Optional<Component> of(String target) {
        return Arrays.stream(values())
                .filter(component -> component.target().equals(target))
                .findFirst();
    }

    /** Which of them the chart's gateway asks for a path. */
    public static Component behindGateway(String path) {
        if (path.equals("/compactor/ring") || path.equals("/ruler/ring")) {
            return BACKEND;
        }
        boolean write = PUSHES.contains(path)
                || path.startsWith("/otlp/")
                || Set.of("/ring", "/config", "/distributor/ring").contains(path);
        return write ? WRITE : READ;
    }

    private boolean serves(String path) {
        boolean push = PUSHES.contains(path);
        return STATUS.contains(path)
                || (this == WRITE && push)
                || (this == READ && !push && (path.startsWith("/loki/api/v1/") || path.startsWith("/api/prom/")));
    }

    /** What its process answers: of what it does not serve it knows nothing. */
    Reply answer(Request request, UnaryOperator<String> metrics, Whole whole) throws Exception {
        String path = request.path();
        if (!serves(path)) {
            return Reply.text(404, "404 page not found\n");
        }
        // That an ingester is not ready yet is the affair of those who have one.
        if (path.equals("/ready") && this != WRITE) {
            return Reply.text(200, "ready\n");
        }
        Reply reply = whole.handle(request);
        return switch (path) {
            case "/metrics" -> changed(reply, metrics);
            case "/services" -> changed(reply, this::services);
            case "/config" -> changed(reply, text -> text.replace("target: all\n", "target: " + target() + "\n"));
            default -> reply;
        };
    }

    private static Reply changed(Reply reply, UnaryOperator<String> change) {
        String body = change.apply(new String(reply.body(), StandardCharsets.UTF_8));
        return new Reply(reply.status(), reply.contentType(), body.getBytes(StandardCharsets.UTF_8), reply.headers());
    }

    private String services(String all) {
        return all.lines()
                .filter(line -> {
                    String module = line.substring(0, line.indexOf(' '));
                    return OF_EACH.contains(module) || modules.contains(module);
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What it exposes of all that Loki counts: requests are counted by whom they are for. */
    public String page(String whole) {
        StringBuilder page = new StringBuilder(whole.length());
        for (String line : lines(whole)) {
            Matcher name = NAME.matcher(line);
            boolean cut = !line.endsWith("\n");
            if (cut || (name.lookingAt() && tells(name.group(2), name.group(1) == null ? line : ""))) {
                page.append(line);
            }
        }
        return page.toString();
    }

    /** What a further replica of it exposes, to which no request has come yet. */
    public String idlePage(String whole) {
        StringBuilder page = new StringBuilder(whole.length());
        for (String line : lines(page(whole))) {
            boolean counts = !line.startsWith("#") && STATE.stream().noneMatch(line::startsWith);
            int value = line.lastIndexOf(' ');
            page.append(counts && value > 0 && line.endsWith("\n") ? line.substring(0, value) + " 0\n" : line);
        }
        return page.toString();
    }

    /** With their ends. */
    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)"));
    }

    /** @param sample the line of one, or empty for the head of a family */
    private boolean tells(String name, String sample) {
        if (BY_ROUTE.stream().anyMatch(name::startsWith)) {
            Matcher route = ROUTE.matcher(sample);
            return sample.isEmpty() || (route.find() && counts(route.group(1)));
        }
        return TOLD_BY_EACH.contains(name) || families.stream().anyMatch(name::startsWith);
    }

    private boolean counts(String route) {
        boolean push = route.endsWith("_push") || route.equals("flush");
        boolean query = !push && route.startsWith("loki_api_v1_") && !route.contains("status");
        return push ? this == WRITE : query ? this == READ : this == BACKEND;
    }
}
