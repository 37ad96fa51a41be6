package io.logstack.conformance.homelab.alloy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class EmbeddedAlloyTest {
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Map<String, String> LABELS =
            Map.of("namespace", "app", "pod", "shop-1", "container", "shop", "node", "node-a");

    private final Faults faults = new Faults();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private final AtomicInteger answer = new AtomicInteger(204);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final HttpPart gateway = HttpPart.start("gateway", 0, executor, this::push);
    private final EmbeddedAlloy alloy = EmbeddedAlloy.start(
            new AlloyOptions(
                    "node-a",
                    "alloy-x",
                    true,
                    0,
                    URI.create(gateway.uri() + "/loki/api/v1/push"),
                    Duration.ofMillis(20),
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    4,
                    Duration.ofHours(1),
                    faults,
                    Past.NONE,
                    stdout::add),
            executor,
            scheduler);

    @AfterEach
    void stop() {
        alloy.close();
        gateway.close();
        scheduler.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void linesArriveInOrderUnderTheirLabels() throws IOException {
        IntStream.range(0, 50).forEach(i -> alloy.read(Instant.now(), LABELS, "line " + i + " ü\t\"x\""));
        await("all lines at the gateway").atMost(SETTLE).until(() -> arrived.size() == 50);
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> "{container=\"shop\", namespace=\"app\", node=\"node-a\", pod=\"shop-1\"} line "
                                + i + " ü\t\"x\"")
                        .toList());
        await("what was sent is counted")
                .atMost(SETTLE)
                .untilAsserted(
                        () -> assertThat(value("loki_write_sent_entries_total")).isEqualTo(50));
        Metrics page = metrics();
        assertThat(page.families())
                .containsEntry("loki_write_sent_entries_total", "counter")
                .containsEntry("loki_write_request_duration_seconds", "histogram")
                .containsEntry("alloy_component_controller_running_components", "gauge");
        assertThat(page.of("loki_write_dropped_entries_total"))
                .hasSize(4)
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
        assertThat(page.of("loki_source_file_read_lines_total")).hasSize(1);
        assertThat(page.of("alloy_build_info"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).containsEntry("version", EmbeddedAlloy.VERSION));
    }

    @Test
    void aBatchIsTriedAgainUntilTheGatewayIsBack() throws IOException {
        gateway.suspend();
        alloy.read(Instant.now(), LABELS, "patient");
        await("the first try fails")
                .atMost(SETTLE)
                .until(() -> stdout.stream().anyMatch(line -> line.contains("error sending batch, will retry")));
        gateway.resume();
        await("the line arrives").atMost(SETTLE).until(() -> arrived.size() == 1);
        await("the retry is counted")
                .atMost(SETTLE)
                .untilAsserted(
                        () -> assertThat(value("loki_write_sent_entries_total")).isEqualTo(1));
        assertThat(value("loki_write_batch_retries_total")).isPositive();
        assertThat(value("loki_write_dropped_entries_total")).isZero();
    }

    @Test
    void whatIsRefusedIsDroppedAndCounted() {
        answer.set(400);
        alloy.read(Instant.now(), LABELS, "refused");
        await("a 400 drops at once")
                .atMost(SETTLE)
                .untilAsserted(() -> assertThat(dropped("ingester_error")).isEqualTo(1));
        assertThat(arrived).hasSize(1);
        answer.set(429);
        alloy.read(Instant.now(), LABELS, "too much");
        await("a 429 drops after the last try")
                .atMost(SETTLE)
                .untilAsserted(() -> assertThat(dropped("rate_limited")).isEqualTo(1));
        assertThat(arrived).hasSize(5);
        assertThat(stdout).anyMatch(line -> line.contains("final error sending batch") && line.contains("status=429"));
    }

    @Test
    void notSendingReadsButSendsNothingUntilSwitchedOff() throws IOException {
        faults.set(Fault.ALLOY_NOT_SENDING, true);
        alloy.read(Instant.now(), LABELS, "kept");
        await("several rounds pass")
                .during(Duration.ofMillis(200))
                .atMost(SETTLE)
                .until(arrived::isEmpty);
        assertThat(value("loki_source_file_read_lines_total")).isEqualTo(1);
        faults.set(Fault.ALLOY_NOT_SENDING, false);
        await("the line arrives").atMost(SETTLE).until(() -> arrived.size() == 1);
    }

    @Test
    void droppingDropsAPartAndCountsIt() {
        faults.set(Fault.ALLOY_DROPPING, true);
        IntStream.range(0, 9).forEach(i -> alloy.read(Instant.now(), LABELS, "line " + i));
        await("the rest arrives").atMost(SETTLE).until(() -> arrived.size() == 6);
        await("the drops are counted")
                .atMost(SETTLE)
                .untilAsserted(() -> assertThat(dropped("ingester_error")).isEqualTo(3));
    }

    @Test
    void laggingHoldsLinesBackAndMissingLabelsAreMissing() {
        faults.set(Fault.INGESTION_LAG, true);
        alloy.read(Instant.now(), LABELS, "late");
        await("several rounds pass")
                .during(Duration.ofMillis(200))
                .atMost(SETTLE)
                .until(arrived::isEmpty);
        faults.set(Fault.LABELS_MISSING, true);
        faults.set(Fault.INGESTION_LAG, false);
        await("the line arrives").atMost(SETTLE).until(() -> arrived.size() == 1);
        assertThat(arrived).containsExactly("{container=\"shop\", namespace=\"app\", node=\"node-a\"} late");
    }

    @Test
    void aNodeThatIsNotCollectedGivesNothing() throws IOException {
        faults.set(Fault.NODE_NOT_COLLECTED, true);
        alloy.read(Instant.now(), LABELS, "not read");
        faults.set(Fault.NODE_NOT_COLLECTED, false);
        alloy.read(Instant.now(), LABELS, "read");
        await("the line that is read arrives").atMost(SETTLE).until(() -> !arrived.isEmpty());
        assertThat(arrived).singleElement().asString().endsWith(" read").doesNotContain("not read");
        assertThat(value("loki_source_file_read_lines_total")).isEqualTo(1);
    }

    @Test
    void itSaysThatItIsReady() throws IOException {
        for (String path : List.of("/-/ready", "/-/healthy")) {
            assertThat(PartClient.get(URI.create(alloy.uri() + path), SETTLE).status())
                    .isEqualTo(200);
        }
        assertThat(stdout).anyMatch(line -> line.contains("now listening for http traffic"));
    }

    private double dropped(String reason) throws IOException {
        return metrics().of("loki_write_dropped_entries_total").stream()
                .filter(sample -> reason.equals(sample.labels().get("reason")))
                .mapToDouble(Sample::value)
                .sum();
    }

    private double value(String name) throws IOException {
        return metrics().sum(name).orElseThrow();
    }

    private Metrics metrics() throws IOException {
        Reply reply = PartClient.get(URI.create(alloy.uri() + "/metrics"), SETTLE);
        return Exposition.parse("alloy", new String(reply.body(), StandardCharsets.UTF_8));
    }

    private Reply push(Request request) throws IOException {
        assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
        CodedInputStream push = CodedInputStream.newInstance(Snappy.uncompress(request.body()));
        while (!push.isAtEnd()) {
            push.readTag();
            readStream(push.readBytes().newCodedInput());
        }
        return answer.get() == 204 ? Reply.empty(204) : Reply.text(answer.get(), "no\n");
    }

    private void readStream(CodedInputStream stream) throws IOException {
        String labels = "";
        while (!stream.isAtEnd()) {
            if (WireFormat.getTagFieldNumber(stream.readTag()) == 1) {
                labels = stream.readString();
            } else {
                CodedInputStream entry = stream.readBytes().newCodedInput();
                entry.readTag();
                entry.readBytes();
                entry.readTag();
                arrived.add(labels + " " + entry.readString());
            }
        }
    }
}
