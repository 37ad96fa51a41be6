package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xerial.snappy.Snappy;

/** Malformed queries, bodies and parameters never give a 5xx, a hang or a stack trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedInputTest {
    private static final Duration HANG = Duration.ofSeconds(60);

    private static final List<String> QUERIES = List.of(
            "{app=\"x\", pod=~\"a.*\"} |= \"error\" |~ `\\d+` | json | level=\"error\" and n > 5 or size <= 10KB",
            "sum by (app) (rate({app=\"x\"} | logfmt --strict [5m] offset 1m)) / on (app) sum by (app) (count_over_time({app=\"x\"}[1h]))",
            "quantile_over_time(0.95, {app=\"x\"} | json a=\"b.c[0]\" | unwrap duration(d) | __error__=\"\" [5m]) by (pod)",
            "topk(3, avg without (pod) (bytes_rate({app!=\"\",x=~\".+\"} | regexp `(?P<a>.)` | label_format b=a | drop a [1m]))) > bool 2 ^ -1",
            "absent_over_time({app=\"nope\"}[5m]) or vector(1) unless 1 + 1");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "|",
            "|=",
            "|~",
            "!=",
            "!~",
            "=~",
            "=",
            "==",
            ">",
            "<=",
            ",",
            "\"",
            "`",
            "\\",
            "\\x",
            "\n",
            "by",
            "without",
            "on",
            "ignoring",
            "bool",
            "offset",
            "unwrap",
            "json",
            "logfmt",
            "regexp",
            "drop",
            "keep",
            "label_format",
            "rate",
            "sum",
            "topk",
            "vector",
            "5m",
            "1x",
            "99999999999999999999",
            "1e999",
            "-",
            "+",
            "^",
            "%",
            "/",
            "#",
            "//",
            "/*",
            "\u0000",
            "😀",
            "é",
            "0x",
            "1_0",
            "[5m]",
            "[",
            "(?P<",
            "[[:",
            "*",
            "and",
            "or",
            "unless",
            "--strict",
            "--",
            "µs",
            "ip",
            ".");

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "abc",
            "1e400",
            "NaN",
            "-Inf",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999",
            "1.5",
            ".",
            "-.",
            "1..2",
            "2026-01-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "5m",
            "5x",
            "1y1y",
            "forward",
            "sideways",
            "\u0000",
            "0.0000000001",
            "+5",
            "999999999999999999y",
            "१२");

    private static final List<String> PATHS = List.of(
            "/loki/api/v1/query_range",
            "/loki/api/v1/query",
            "/loki/api/v1/series",
            "/loki/api/v1/labels",
            "/loki/api/v1/label/app/values",
            "/loki/api/v1/label/%7B/values",
            "/loki/api/v1/index/stats",
            "/loki/api/v1/index/volume",
            "/loki/api/v1/index/volume_range",
            "/loki/api/v1/format_query",
            "/nope",
            "/",
            "/loki/api/v1/label//values",
            "/ready/");

    private static final List<String> PARAMETERS = List.of(
            "start",
            "end",
            "time",
            "step",
            "limit",
            "direction",
            "since",
            "interval",
            "match[]",
            "targetLabels",
            "query");

    private final LokiUnderTest loki = LokiUnderTest.inMemory();

    @BeforeAll
    void fill() throws Exception {
        byte[] body = push().getBytes(StandardCharsets.UTF_8);
        assertThat(loki.push("application/json", body).statusCode()).isEqualTo(204);
    }

    @AfterAll
    void close() {
        loki.close();
    }

    @Test
    void neverBreaksLoki() throws Exception {
        fuzz(2_000);
    }

    @Test
    @Tag("soak")
    void neverBreaksLokiForLong() throws Exception {
        fuzz(100_000);
    }

    private static String push() {
        long now = LokiUnderTest.nanos(java.time.Instant.now());
        return "{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[[\"" + now + "\",\"line\",{\"a\":\"b\"}],[\""
                + (now + 1) + "\",\"é😀\"]]}]}";
    }

    private void fuzz(int tries) throws Exception {
        long seed = Long.getLong("logstack.seed", System.nanoTime());
        System.out.println("MalformedInputTest: -Dlogstack.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < tries; i++) {
            HttpRequest request = switch (random.nextInt(3)) {
                case 0 -> query(random);
                case 1 -> body(random);
                default -> parameters(random);
            };
            HttpResponse<String> answer = LokiUnderTest.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("seed %s, try %s: %s answers %s", seed, i, request.uri(), answer.body())
                    .isLessThan(500);
            assertThat(answer.body())
                    .as("seed %s, try %s: %s", seed, i, request.uri())
                    .doesNotContain("Exception", "\tat ");
        }
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(loki.loki.uri() + pathAndQuery))
                .timeout(HANG);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private HttpRequest query(Random random) {
        String path = random.nextBoolean() ? "/loki/api/v1/query_range" : any(random, PATHS);
        return request(path + "?query=" + encode(mutated(random, any(random, QUERIES))))
                .build();
    }

    private HttpRequest parameters(Random random) {
        List<String> pairs = new ArrayList<>();
        pairs.add("query=" + encode(any(random, QUERIES)));
        for (int i = random.nextInt(5); i >= 0; i--) {
            pairs.add(encode(any(random, PARAMETERS)) + "=" + encode(any(random, VALUES)));
        }
        return request(any(random, PATHS) + "?" + String.join("&", pairs)).build();
    }

    private HttpRequest body(Random random) throws Exception {
        byte[] body;
        String type =
                any(random, List.of("application/json", "application/x-protobuf", "text/plain", "application/json; x"));
        switch (random.nextInt(4)) {
            case 0 -> body = mutated(random, push()).getBytes(StandardCharsets.UTF_8);
            case 1 -> {
                body = new byte[random.nextInt(200)];
                random.nextBytes(body);
            }
            case 2 -> {
                byte[] message = new byte[random.nextInt(100)];
                random.nextBytes(message);
                if (message.length > 2 && random.nextBoolean()) {
                    // A first field that is a stream, as far as it goes.
                    message[0] = 0x0a;
                    message[1] = (byte) (message.length - 2);
                }
                body = Snappy.compress(message);
                type = "application/x-protobuf";
            }
            default -> {
                body = push().getBytes(StandardCharsets.UTF_8);
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
        }
        HttpRequest.Builder request = request("/loki/api/v1/push")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (random.nextInt(5) == 0) {
            request.header("Content-Encoding", any(random, List.of("gzip", "deflate", "snappy", "br")));
        }
        return request.build();
    }

    /** A few characters or pieces inserted, removed, doubled or swapped. */
    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, any(random, PIECES));
                case 1 -> mutated.delete(at, to);
                case 2 -> mutated.insert(at, mutated.substring(at, to));
                default -> mutated.replace(at, to, any(random, PIECES));
            }
        }
        return mutated.toString();
    }
}
