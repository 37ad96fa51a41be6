package io.logstack.conformance.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faults that take several parts to be seen. What a fault does to one part is tested with that part. */
class HomelabFaultsTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final String OPERATOR = "{namespace=~\".+\",name!=\"loki-canary\"}";

    private final List<Homelab> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Homelab::close);
    }

    @ParameterizedTest
    @EnumSource
    void theHomelabStartsWithAnyFaultAndStopsCleanly(Fault fault) {
        Homelab homelab = start(fault);
        assertThat(homelab.faults().active()).containsExactly(fault);
        homelab.faults().set(fault, false);
        homelab.faults().set(fault, true);
        homelab.close();
        await("no thread is left")
                .atMost(SETTLE)
                .until(() -> HomelabTest.threads(homelab.name()).isEmpty());
    }

    @Test
    void allFaultsAtOnce() {
        Homelab homelab = Homelab.start(HomelabOptions.DEFAULT.withFaults(EnumSet.allOf(Fault.class)));
        started.add(homelab);
        assertThat(homelab.endpoints().alloy()).hasSize(2);
    }

    @Test
    void anAlloyOrCanaryWithoutPodDoesNotRun() {
        Homelab homelab = start(Fault.ALLOY_MISSING_ON_NODE, Fault.CANARY_MISSING_ON_NODE);
        assertThat(homelab.endpoints().alloy()).hasSize(2);
        assertThat(homelab.endpoints().canary()).hasSize(2);
        homelab.faults().set(Fault.ALLOY_MISSING_ON_NODE, false);
        await("the third Alloy runs once its pod is back")
                .atMost(SETTLE)
                .until(() -> homelab.endpoints().alloy().size() == 3);
    }

    @Test
    void silentWorkloadsHaveNothingYoungerThanTenMinutes() {
        Homelab homelab = start(Fault.INGESTION_SILENT);
        await("nothing arrives")
                .during(Duration.ofSeconds(2))
                .atMost(SETTLE)
                .until(() -> lines(homelab, OPERATOR, Duration.ofMinutes(11), Duration.ZERO)
                        .isEmpty());
        assertThat(lines(homelab, OPERATOR, Duration.ofHours(1), Duration.ZERO)).isNotEmpty();
    }

    @Test
    void oldEntriesAreKeptByACompactorThatDeletesNothing() {
        Homelab homelab = start(Fault.OLD_ENTRIES_KEPT);
        Duration beyond = Duration.ofDays(7).plusHours(26);
        await("the compactor has run")
                .atMost(SETTLE)
                .until(() ->
                        metric(homelab, "loki_compactor_apply_retention_last_successful_run_timestamp_seconds") > 0);
        assertThat(lines(homelab, OPERATOR, Duration.ofDays(12), beyond)).isNotEmpty();
        homelab.faults().set(Fault.OLD_ENTRIES_KEPT, false);
        await("they are deleted once it does its work")
                .atMost(SETTLE)
                .until(() ->
                        lines(homelab, OPERATOR, Duration.ofDays(12), beyond).isEmpty());
    }

    @Test
    void aLokiWhosePodIsDeletedIsAwayAndComesBackWithItsLines() {
        Homelab homelab = start(Fault.LOKI_DOES_NOT_RETURN);
        await("lines are there")
                .atMost(SETTLE)
                .until(() -> !lines(homelab, OPERATOR, Duration.ofMinutes(5), Duration.ZERO)
                        .isEmpty());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(homelab.kubernetes().config())
                .build()) {
            client.pods().inNamespace("monitoring").withName("loki-0").delete();
        }
        await("Loki is away")
                .atMost(SETTLE)
                .until(() -> !answers(homelab.endpoints().loki()));
        homelab.faults().set(Fault.LOKI_DOES_NOT_RETURN, false);
        await("Loki is back")
                .atMost(SETTLE)
                .until(() -> answers(homelab.endpoints().loki()));
        assertThat(lines(homelab, OPERATOR, Duration.ofMinutes(5), Duration.ZERO))
                .isNotEmpty();
    }

    private static boolean answers(URI part) {
        try {
            return PartClient.get(URI.create(part + "/ready"), SETTLE).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withoutObjectStoreLokiStillTakesLinesAndFlushesThemLater() {
        Homelab homelab = start(Fault.S3_DOWN);
        await("lines arrive").atMost(SETTLE).until(() -> metric(homelab, "loki_distributor_lines_received_total") > 0);
        assertThatThrownBy(() -> PartClient.get(homelab.endpoints().s3(), SETTLE))
                .isInstanceOf(ConnectException.class);
        homelab.faults().set(Fault.S3_DOWN, false);
        await("chunks are flushed once it is back")
                .atMost(SETTLE)
                .until(() -> metric(homelab, "loki_ingester_chunks_flushed_total") > 0);
    }

    @Test
    void behindAClosedGatewayAlloysWaitAndLoseNothing() {
        Homelab homelab = start(Fault.GATEWAY_DOWN);
        await("Alloys try again")
                .atMost(SETTLE)
                .until(() -> alloys(homelab).stream()
                        .allMatch(page ->
                                page.sum("loki_write_batch_retries_total").orElse(0) > 0));
        homelab.faults().set(Fault.GATEWAY_DOWN, false);
        await("lines arrive through the gateway")
                .atMost(SETTLE)
                .until(() -> alloys(homelab).stream()
                        .allMatch(page ->
                                page.sum("loki_write_sent_entries_total").orElse(0) > 0));
        assertThat(alloys(homelab))
                .allSatisfy(page ->
                        assertThat(page.sum("loki_write_dropped_entries_total")).hasValue(0));
    }

    @Test
    void oneAlloyThatDoesNotSendIsToldFromTheOthers() {
        Homelab homelab = start(Fault.ALLOY_NOT_SENDING);
        await("two send, one does not")
                .atMost(SETTLE)
                .until(() -> alloys(homelab).stream()
                        .map(page -> page.sum("loki_write_sent_entries_total").orElse(-1) > 0)
                        .collect(Collectors.groupingBy(sends -> sends, Collectors.counting()))
                        .equals(Map.of(true, 2L, false, 1L)));
    }

    private Homelab start(Fault... faults) {
        Homelab homelab = Homelab.start(HomelabOptions.DEFAULT.withFaults(faults));
        started.add(homelab);
        return homelab;
    }

    private static List<Metrics> alloys(Homelab homelab) {
        return homelab.endpoints().alloy().stream()
                .map(uri -> Exposition.parse(uri.toString(), body(URI.create(uri + "/metrics"))))
                .toList();
    }

    private static double metric(Homelab homelab, String name) {
        URI page = URI.create(homelab.endpoints().loki() + "/metrics");
        return Exposition.parse(page.toString(), body(page)).sum(name).orElse(0);
    }

    private static List<String> lines(Homelab homelab, String logql, Duration from, Duration to) {
        Instant now = Instant.now();
        JsonNode answer = JsonMapper.shared()
                .readTree(body(URI.create(homelab.endpoints().loki() + "/loki/api/v1/query_range?limit=100&start="
                        + now.minus(from) + "&end=" + now.minus(to) + "&query="
                        + URLEncoder.encode(logql, StandardCharsets.UTF_8))));
        List<String> lines = new ArrayList<>();
        answer.at("/data/result")
                .forEach(stream -> stream.get("values")
                        .forEach(value -> lines.add(value.get(1).asString())));
        return lines;
    }

    private static String body(URI uri) {
        try {
            return new String(PartClient.get(uri, SETTLE).body(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
