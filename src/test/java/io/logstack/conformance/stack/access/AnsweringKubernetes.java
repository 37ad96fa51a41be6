package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server that answers what a test tells it to, and 404 to all else. */
final class AnsweringKubernetes implements AutoCloseable {
    static final String PODS = "/api/v1/namespaces/monitoring/pods";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final Map<String, Reply> once = new ConcurrentHashMap<>();
    private final HttpPart server;
    private volatile CountDownLatch held = new CountDownLatch(0);

    AnsweringKubernetes() {
        server = HttpPart.start("kubernetes", 0, executor, this::answer);
    }

    /** @param question method and path, and {@code continue=TOKEN} for a further page */
    void answer(String question, int status, String json) {
        answers.put(question, Reply.of(status, "application/json", json));
    }

    /** As {@link #answer}, to the first who asks. */
    void answerOnce(String question, int status, String json) {
        once.put(question, Reply.of(status, "application/json", json));
    }

    void answerText(String question, String text) {
        answers.put(question, Reply.text(200, text));
    }

    /** Says nothing until the latch is released. */
    void hold(CountDownLatch latch) {
        held = latch;
    }

    /** What was asked, discovery left out. */
    List<Request> asked() {
        return asked;
    }

    /** Body of the first request with this method. */
    String sent(String method) {
        return asked.stream()
                .filter(request -> request.method().equals(method))
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("no " + method + " was sent");
    }

    HttpPart server() {
        return server;
    }

    Stack connect(String safety) {
        Profile profile = Endpoints.profile(Map.of("safety", safety, "loki.url", "http://127.0.0.1:1"));
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.uri().toString())
                .build();
        return AccessedStack.connect(profile, new KubeconfigAddresses(config), true, "test");
    }

    @Override
    public void close() {
        server.close();
        executor.shutdownNow();
    }

    static String pods(String next, String... pods) {
        return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"" + next + "\"},\"items\":["
                + String.join(",", pods) + "]}";
    }

    static String pod(String name) {
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"monitoring\",\"uid\":\"uid-" + name + "\"}}";
    }

    static String probe(String name, String expires) {
        return probe(name, expires, "");
    }

    static String probe(String name, String expires, String maker) {
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"monitoring\",\"uid\":\"uid-" + name
                + "\",\"labels\":{\"app.kubernetes.io/managed-by\":\"logstack-conformance\"}"
                + ",\"annotations\":{\"logstack.io/conformance-expires\":\"" + expires
                + "\",\"logstack.io/conformance-maker\":\"" + maker + "\"}}}";
    }

    private Reply answer(Request request) throws InterruptedException {
        held.await();
        if (!request.path().equals("/apis")) {
            asked.add(request);
        }
        String question = request.method() + " " + request.path();
        String next = request.parameter("continue");
        String page = next == null ? question : question + " continue=" + next;
        Reply first = once.remove(page);
        Reply reply = first == null ? answers.get(page) : first;
        return reply == null
                ? Reply.of(
                        404,
                        "application/json",
                        "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":404,\"message\":\"not found\"}")
                : reply;
    }
}
