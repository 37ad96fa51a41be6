package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.logstack.conformance.homelab.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Watches, over websocket as fabric8's client asks, and as a chunked answer. */
final class WatchingTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final MovableClock CLOCK = new MovableClock();
    private static Homelab homelab;

    @BeforeAll
    static void start() {
        homelab = Homelab.start(
                new Faults(), options -> options.withClock(CLOCK).withBookmarkInterval(Duration.ofMillis(100)));
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @Test
    void tellsWhatIsThereAndWhatChanges() {
        make("told", "a");
        Events events = new Events();
        try (Watch watch =
                homelab.client.configMaps().inNamespace("app").withName("told").watch(events)) {
            assertThat(watch).isNotNull();
            set("told", "b");
            make("untold", "x");
            delete("told");
            Eventually.that(
                    "three events",
                    () -> assertThat(events.seen).containsExactly("ADDED told a", "MODIFIED told b", "DELETED told b"));
        }
    }

    @Test
    void anObjectThatLeavesTheSelectionIsDeleted() {
        make("moving", "in");
        Events events = new Events();
        try (Watch watch = homelab.client
                .configMaps()
                .inNamespace("app")
                .withLabel("value", "in")
                .withLabel("name", "moving")
                .watch(events)) {
            assertThat(watch).isNotNull();
            set("moving", "out");
            set("moving", "in");
            Eventually.that(
                    "it went and came",
                    () -> assertThat(events.seen)
                            .containsExactly("ADDED moving in", "DELETED moving in", "ADDED moving in"));
        }
    }

    @Test
    void resumesWhereAListEnded() {
        make("resumed", "a");
        String version = homelab.client
                .configMaps()
                .inNamespace("app")
                .list()
                .getMetadata()
                .getResourceVersion();
        set("resumed", "b");
        Events events = new Events();
        try (Watch watch = homelab.client
                .configMaps()
                .inNamespace("app")
                .withName("resumed")
                .watch(new ListOptionsBuilder().withResourceVersion(version).build(), events)) {
            assertThat(watch).isNotNull();
            Eventually.that(
                    "only what came after", () -> assertThat(events.seen).containsExactly("MODIFIED resumed b"));
        }
    }

    @Test
    void anInformerKeepsUp() {
        try (SharedIndexInformer<ConfigMap> informer = homelab.client
                .configMaps()
                .inNamespace("app")
                .withLabel("name", "informed")
                .inform()) {
            assertThat(informer.hasSynced()).isTrue();
            make("informed", "a");
            Eventually.that(
                    "it is known", () -> assertThat(informer.getStore().list()).hasSize(1));
            delete("informed");
            Eventually.that(
                    "it is forgotten",
                    () -> assertThat(informer.getStore().list()).isEmpty());
        }
    }

    @Test
    void streamsChunks() throws IOException, InterruptedException {
        make("chunked", "a");
        try (Lines lines = watch("/api/v1/namespaces/app/configmaps?watch=true&labelSelector=name%3Dchunked")) {
            assertThat(lines.next().path("type").asString()).isEqualTo("ADDED");
            set("chunked", "b");
            JsonNode event = lines.next();
            assertThat(event.path("type").asString()).isEqualTo("MODIFIED");
            assertThat(event.path("object").path("data").path("value").asString())
                    .isEqualTo("b");
            delete("chunked");
            assertThat(lines.next().path("type").asString()).isEqualTo("DELETED");
        }
    }

    @Test
    void sendsBookmarksWhereTheyAreAskedFor() throws IOException, InterruptedException {
        make("marked", "a");
        String version = homelab.client
                .configMaps()
                .inNamespace("app")
                .withName("marked")
                .get()
                .getMetadata()
                .getResourceVersion();
        try (Lines lines = watch("/api/v1/namespaces/app/secrets?watch=true&allowWatchBookmarks=true")) {
            JsonNode event = lines.next();
            assertThat(event.path("type").asString()).isEqualTo("BOOKMARK");
            assertThat(event.path("object").path("kind").asString()).isEqualTo("Secret");
            assertThat(Long.parseLong(event.path("object")
                            .path("metadata")
                            .path("resourceVersion")
                            .asString()))
                    .isGreaterThanOrEqualTo(Long.parseLong(version));
        }
    }

    @Test
    void endsWhenItsTimeIsUp() throws IOException, InterruptedException {
        try (Lines lines = watch("/api/v1/namespaces/app/secrets?watch=true&timeoutSeconds=1")) {
            assertThat(lines.reader.readLine()).isNull();
        }
    }

    @Test
    void saysThatAnOldStateIsGone() throws IOException, InterruptedException {
        make("ancient", "a");
        CLOCK.advance(Duration.ofMinutes(6));
        set("ancient", "b");
        try (Lines lines = watch("/api/v1/namespaces/app/configmaps?watch=true&resourceVersion=1")) {
            JsonNode event = lines.next();
            assertThat(event.path("type").asString()).isEqualTo("ERROR");
            assertThat(event.path("object").path("code").asInt()).isEqualTo(410);
            assertThat(lines.reader.readLine()).isNull();
        }
    }

    @Test
    void refusesASelectorThatIsNoneBeforeItStreams() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri("/api/v1/pods?watch=true&labelSelector="
                                        + URLEncoder.encode("a in", StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private static void make(String name, String value) {
        homelab.client.resource(map(name, value)).create();
    }

    private static void set(String name, String value) {
        homelab.client.resource(map(name, value)).update();
    }

    private static void delete(String name) {
        homelab.client.configMaps().inNamespace("app").withName(name).delete();
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("app")
                .addToLabels("name", name)
                .addToLabels("value", value)
                .endMetadata()
                .addToData("value", value)
                .build();
    }

    private static URI uri(String path) {
        return homelab.kubernetes.uri().resolve(path);
    }

    private static Lines watch(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Lines(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    private record Lines(BufferedReader reader) implements AutoCloseable {
        JsonNode next() throws IOException {
            String line = reader.readLine();
            assertThat(line).as("an event").isNotNull();
            return JSON.readTree(line);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private static final class Events implements Watcher<ConfigMap> {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            seen.add(action + " " + map.getMetadata().getName() + " "
                    + map.getData().get("value"));
        }

        @Override
        public void onClose(WatcherException cause) {
            seen.add("CLOSED " + cause.getMessage());
        }
    }
}
