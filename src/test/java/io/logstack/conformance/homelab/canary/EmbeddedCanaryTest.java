package io.logstack.conformance.homelab.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.stack.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EmbeddedCanaryTest {
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Faults faults = new Faults();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private final List<Long> kept = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private volatile UnaryOperator<List<Long>> read = UnaryOperator.identity();
    private final HttpPart loki = HttpPart.start("Loki", 0, executor, this::answer);
    private final EmbeddedCanary canary = EmbeddedCanary.start(
            new CanaryOptions(
                    "loki-canary-x",
                    true,
                    true,
                    0,
                    loki.uri(),
                    Duration.ofMillis(20),
                    Duration.ofMillis(400),
                    Duration.ofMillis(300),
                    faults,
                    Past.NONE,
                    line -> {}),
            executor,
            scheduler);

    @AfterEach
    void stop() {
        canary.close();
        loki.close();
        scheduler.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void whatComesBackIsNotMissing() {
        awaitAtLeast("entries_total", 40);
        awaitAtLeast("response_latency_seconds_count", 30);
        awaitAtLeast("spot_check_entries_total", 1);
        for (String complaint : List.of(
                "missing_entries_total",
                "websocket_missing_entries_total",
                "spot_check_missing_entries_total",
                "duplicate_entries_total",
                "out_of_order_entries_total",
                "unexpected_entries_total")) {
            assertThat(value(complaint)).as(complaint).isZero();
        }
    }

    @Test
    void theFaultLosesEntriesAndTheyAreFoundMissing() {
        faults.set(Fault.CANARY_MISSING_ENTRIES, true);
        awaitAtLeast("missing_entries_total", 2);
        awaitAtLeast("websocket_missing_entries_total", 2);
        assertThat(value("entries_total")).isGreaterThan(value("missing_entries_total"));
    }

    @Test
    void aLokiThatRepeatsEntriesIsNoticed() {
        read = entries -> {
            List<Long> twice = new ArrayList<>(entries);
            twice.addAll(entries);
            Collections.sort(twice);
            return twice;
        };
        awaitAtLeast("duplicate_entries_total", 1);
        assertThat(value("missing_entries_total")).isZero();
    }

    @Test
    void aLokiThatReversesEntriesIsNoticed() {
        faults.set(Fault.CANARY_MISSING_ENTRIES, true);
        read = entries -> {
            List<Long> reversed = new ArrayList<>(entries);
            Collections.reverse(reversed);
            return reversed;
        };
        awaitAtLeast("out_of_order_entries_total", 1);
    }

    @Test
    void entriesThatVanishLaterFailTheSecondLook() {
        awaitAtLeast("spot_check_entries_total", 1);
        read = entries -> entries.stream()
                .filter(entry -> entry / 1_000_000 > System.currentTimeMillis() - 200)
                .toList();
        awaitAtLeast("spot_check_missing_entries_total", 1);
    }

    @Test
    void aLokiThatDoesNotAnswerLosesNothing() {
        awaitAtLeast("response_latency_seconds_count", 5);
        double before = value("missing_entries_total");
        failing = true;
        double written = value("entries_total");
        awaitAtLeast("entries_total", written + 30);
        assertThat(value("missing_entries_total")).isEqualTo(before);
    }

    private void awaitAtLeast(String name, double least) {
        await(name + " ≥ " + least)
                .atMost(SETTLE)
                .untilAsserted(() -> assertThat(value(name)).isGreaterThanOrEqualTo(least));
    }

    private double value(String name) {
        try {
            Reply reply = PartClient.get(URI.create(canary.uri() + "/metrics"), SETTLE);
            return Exposition.parse("canary", new String(reply.body(), StandardCharsets.UTF_8))
                    .sum("loki_canary_" + name)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply answer(Request request) {
        if (failing) {
            return Reply.text(500, "no\n");
        }
        if (request.path().endsWith("/push")) {
            JsonNode stream = JSON.readTree(request.body()).at("/streams/0");
            assertThat(stream.at("/stream/name").asString()).isEqualTo("loki-canary");
            stream.get("values")
                    .forEach(value -> kept.add(Long.parseLong(value.get(0).asString())));
            return Reply.empty(204);
        }
        long start = Long.parseLong(Objects.requireNonNull(request.parameter("start")));
        long end = Long.parseLong(Objects.requireNonNull(request.parameter("end")));
        List<Long> found = kept.stream()
                .filter(entry -> entry >= start && entry < end)
                .sorted()
                .toList();
        ObjectNode body = JSON.createObjectNode();
        ArrayNode values = body.putObject("data").putArray("result").addObject().putArray("values");
        read.apply(found)
                .forEach(entry -> values.addArray().add(Long.toString(entry)).add("line"));
        return Reply.of(200, "application/json", body.toString());
    }
}
