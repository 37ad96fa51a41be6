package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.logstack.conformance.homelab.loki.LokiUnderTest.Pushed;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class PushTest {
    private static final Map<String, String> LABELS = Map.of("app", "x");

    private final LokiUnderTest loki = LokiUnderTest.inMemory();

    @AfterEach
    void close() {
        loki.close();
    }

    private HttpResponse<String> push(Instant time, String line) throws Exception {
        return loki.push(LABELS, List.of(new Pushed(time, line)));
    }

    @Test
    void anEntryOlderThanAWeekIsRefusedAndCounted() throws Exception {
        HttpResponse<String> answer =
                push(Instant.now().minus(Duration.ofDays(7).plusMinutes(1)), "old");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("has timestamp too old");
        assertThat(loki.metric("loki_discarded_samples_total{reason=\"greater_than_max_sample_age\",tenant=\"fake\"}"))
                .isEqualTo("1");
        assertThat(push(Instant.now().minus(Duration.ofDays(7)).plusSeconds(60), "just in")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void anEntryMoreThanTenMinutesAheadIsRefused() throws Exception {
        assertThat(push(Instant.now().plus(Duration.ofMinutes(9)), "soon").statusCode())
                .isEqualTo(204);
        HttpResponse<String> answer = push(Instant.now().plus(Duration.ofMinutes(11)), "too soon");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("has timestamp too new");
    }

    @Test
    void anEntryMayBeAnHourBehindTheNewestOfItsStreamAndNoMore() throws Exception {
        Instant now = Instant.now();
        assertThat(push(now, "newest").statusCode()).isEqualTo(204);
        assertThat(push(now.minus(Duration.ofMinutes(59)), "behind").statusCode())
                .isEqualTo(204);
        HttpResponse<String> answer = push(now.minus(Duration.ofMinutes(61)), "too far behind");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("entry too far behind").contains("total ignored: 1 out of 1");
        assertThat(loki.metric("loki_discarded_samples_total{reason=\"too_far_behind\",tenant=\"fake\"}"))
                .isEqualTo("1");
        assertThat(loki.lines("{app=\"x\"}")).containsExactly("behind", "newest");
    }

    @Test
    void aLineOf256KbIsKeptAndALongerOneRefused() throws Exception {
        assertThat(push(Instant.now(), "a".repeat(262_144)).statusCode()).isEqualTo(204);
        HttpResponse<String> answer = push(Instant.now(), "a".repeat(262_145));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Max entry size '262144' bytes exceeded");
    }

    @Test
    void fifteenLabelsAreTakenAndSixteenRefused() throws Exception {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < 15; i++) {
            labels.put("label" + i, "x");
        }
        List<Pushed> entries = List.of(new Pushed(Instant.now(), "line"));
        assertThat(loki.push(labels, entries).statusCode()).isEqualTo(204);
        labels.put("one_more", "x");
        HttpResponse<String> answer = loki.push(labels, entries);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("has 16 label names; limit 15");
    }

    @Test
    void theSameLineAtTheSameMomentIsOneEntryAnotherLineIsAnother() throws Exception {
        Instant time = Instant.now();
        assertThat(push(time, "same").statusCode()).isEqualTo(204);
        assertThat(push(time, "same").statusCode()).isEqualTo(204);
        assertThat(push(time, "other").statusCode()).isEqualTo(204);
        assertThat(loki.lines("{app=\"x\"}")).containsExactly("same", "other");
    }

    @Test
    void moreThanTheRateIsAnsweredWith429() throws Exception {
        List<Pushed> entries = new java.util.ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(new Pushed(Instant.now().plusNanos(i), "a".repeat(250_000)));
        }
        HttpResponse<String> answer = loki.push(LABELS, entries);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("Ingestion rate limit exceeded for user fake");
        assertThat(loki.metric("loki_discarded_samples_total{reason=\"rate_limited\",tenant=\"fake\"}"))
                .isEqualTo("30");
    }

    @Test
    void levelsAreFoundInLabelsFieldsAndWords() throws Exception {
        Instant time = Instant.now();
        loki.push(
                LABELS,
                List.of(
                        new Pushed(time, "{\"level\": \"WRN\", \"msg\": \"error\"}"),
                        new Pushed(time, "lvl=dbg msg=\"an error\""),
                        new Pushed(time, "an ERROR happened"),
                        new Pushed(time, "nothing to see")));
        loki.push(Map.of("app", "y", "level", "fatal"), List.of(new Pushed(time, "level=info")));
        for (String level : List.of("warn", "debug", "error", "unknown", "fatal")) {
            assertThat(loki.lines("{app=~\"x|y\"} | detected_level=\"" + level + "\""))
                    .as(level)
                    .hasSize(1);
        }
        assertThat(loki.get("/loki/api/v1/labels", Map.of()).body()).doesNotContain("detected_level");
    }

    @Test
    void structuredMetadataComesBackAmongTheLabels() throws Exception {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[[\"" + LokiUnderTest.nanos(Instant.now())
                + "\",\"line\",{\"trace_id\":\"abc\"}]]}]}";
        assertThat(loki.push("application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(204);
        assertThat(loki.streams("{app=\"x\"} | trace_id=\"abc\"")
                        .get(0)
                        .get("stream")
                        .get("trace_id")
                        .asString())
                .isEqualTo("abc");
    }

    @Test
    void aCompressedBodyAndAProtobufAreRead() throws Exception {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[[\"" + LokiUnderTest.nanos(Instant.now())
                + "\",\"zipped\"]]}]}";
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(loki.push("application/json", zipped.toByteArray(), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(204);
        byte[] protobuf = protobuf("{app=\"x\"}", Instant.now(), "żółć 😀", Map.of("trace_id", "abc"));
        assertThat(loki.push("application/x-protobuf", Snappy.compress(protobuf))
                        .statusCode())
                .isEqualTo(204);
        assertThat(loki.lines("{app=\"x\"}")).containsExactlyInAnyOrder("zipped", "żółć 😀");
        assertThat(loki.lines("{app=\"x\"} | trace_id=\"abc\"")).containsExactly("żółć 😀");
    }

    private static byte[] protobuf(String labels, Instant time, String line, Map<String, String> metadata)
            throws Exception {
        byte[] timestamp = message(out -> {
            out.writeInt64(1, time.getEpochSecond());
            out.writeInt32(2, time.getNano());
        });
        byte[] entry = message(out -> {
            out.writeByteArray(1, timestamp);
            out.writeString(2, line);
            for (Map.Entry<String, String> label : metadata.entrySet()) {
                out.writeByteArray(3, message(pair -> {
                    pair.writeString(1, label.getKey());
                    pair.writeString(2, label.getValue());
                }));
            }
        });
        byte[] stream = message(out -> {
            out.writeString(1, labels);
            out.writeByteArray(2, entry);
        });
        return message(out -> out.writeByteArray(1, stream));
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws Exception;
    }

    private static byte[] message(Fields fields) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
