package io.logstack.conformance.homelab.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkloadsTest {
    private static final Container SHOP =
            new Container("app", "shop-1", "shop", "node-a", "shop", "example.org/shop:1");
    private static final Container RGW =
            new Container("storage", "rook-ceph-rgw-1", "rgw", "node-b", "rook-ceph-rgw", "quay.io/ceph/ceph:v19");
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final Faults faults = new Faults();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void everyContainerKeepsWritingUntilItIsSilenced() {
        List<Container> written = new CopyOnWriteArrayList<>();
        try (Workloads workloads = Workloads.start(
                () -> List.of(SHOP, RGW), (container, line) -> written.add(container), faults, 1, 30, scheduler)) {
            assertThat(workloads).isNotNull();
            await("both write")
                    .atMost(SETTLE)
                    .until(() -> written.containsAll(List.of(SHOP, RGW)) && written.size() > 30);
            faults.set(Fault.INGESTION_SILENT, true);
            await("nobody writes").atMost(SETTLE).until(() -> {
                written.clear();
                return true;
            });
            await("it stays silent")
                    .during(Duration.ofMillis(400))
                    .atMost(SETTLE)
                    .until(() -> written.size() <= 2);
        }
    }

    @Test
    void applicationsLogJsonWithLevels() {
        Map<String, Long> levels = IntStream.range(0, 500)
                .mapToObj(i -> JsonMapper.shared().readTree(line(SHOP, i)))
                .collect(Collectors.groupingBy(node -> node.get("level").asString(), Collectors.counting()));
        assertThat(levels).containsKeys("info", "warn", "error", "debug");
        assertThat(levels.get("info")).isGreaterThan(300);
        JsonNode line = JsonMapper.shared().readTree(line(SHOP, 1));
        assertThat(line.has("msg")).isTrue();
        assertThat(line(RGW, 1)).contains("HTTP/1.1\" 200").contains("/loki-chunks/");
    }

    @Test
    void anApplicationThatLogsBodiesWritesMuchMore() {
        long usual = bytes(SHOP);
        long others = bytes(RGW);
        faults.set(Fault.VOLUME_OVER_PROJECTION, true);
        assertThat(bytes(SHOP)).isGreaterThan(50 * usual);
        assertThat(bytes(RGW)).isEqualTo(others);
        String line = lines(SHOP).get(0).text();
        assertThat(JsonMapper.shared().readTree(line).get("body").asString()).contains("price=");
        assertThat(line.length()).isLessThan(100_000);
    }

    private long bytes(Container container) {
        return lines(container).stream().mapToLong(line -> line.text().length()).sum();
    }

    private List<History.PastLine> lines(Container container) {
        return Workloads.lines(container, faults, 1, Instant.parse("2026-11-22T12:00:00Z"), Duration.ofSeconds(10), 3);
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        Instant newest = Instant.parse("2026-11-22T12:00:00Z");
        List<History.PastLine> first = history(newest, 5);
        assertThat(first).isEqualTo(history(newest, 5)).isNotEqualTo(history(newest, 6));
    }

    @Test
    void historyReachesBackBeyondRetentionAndEndsBeforeItsNewest() {
        Instant newest = Instant.parse("2026-11-22T12:00:00Z");
        List<History.PastLine> lines = history(newest, 5);
        assertThat(lines).allMatch(line -> line.at().isBefore(newest));
        assertThat(lines).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(lines).anyMatch(line -> line.at().isAfter(newest.minus(Duration.ofMinutes(2))));
        Instant retained = newest.minus(Duration.ofDays(7));
        Instant expired = retained.minus(Duration.ofHours(26));
        assertThat(lines).anyMatch(line -> line.at().isBefore(expired));
        assertThat(lines)
                .noneMatch(line -> line.at().isAfter(expired) && line.at().isBefore(retained));
        assertThat(lines)
                .anyMatch(line -> line.at().isAfter(retained) && line.at().isBefore(retained.plusSeconds(7200)));
    }

    private static List<History.PastLine> history(Instant newest, long seed) {
        List<History.PastLine> lines = new ArrayList<>();
        History.write(List.of(SHOP), seed, newest, Duration.ofDays(7), Duration.ofHours(26), lines::add);
        return lines;
    }

    private static String line(Container container, long seed) {
        return Speech.of(container).line(new java.util.Random(seed), Instant.parse("2026-11-22T12:00:00Z"), container);
    }
}
