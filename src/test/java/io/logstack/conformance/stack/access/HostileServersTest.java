package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a part may do to its clients: each of it ends in time, and is named. */
class HostileServersTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final long CAP = 1 << 20;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService alarms = Executors.newScheduledThreadPool(1);
    private final FunctionalTransport functional = new FunctionalTransport(alarms, DEADLINE, CAP, Outbound.DIRECT);
    private final FastTransport fast = new FastTransport(executor, DEADLINE, CAP, Outbound.DIRECT);
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private enum Way {
        FUNCTIONAL,
        FAST
    }

    /** REST Assured takes its time at its first request. */
    @BeforeAll
    static void warmUp() throws IOException {
        HostileServersTest once = new HostileServersTest();
        try (RawServer server = new RawServer(out -> out.write("HTTP/1.1 204 No Content\r\n\r\n"))) {
            for (Way way : Way.values()) {
                assertThat(once.ask(server.uri(), way).status()).isEqualTo(204);
            }
        } finally {
            once.close();
        }
    }

    @AfterEach
    void close() {
        fast.close();
        alarms.shutdownNow();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void closedPort(Way way) throws IOException {
        RawServer server = new RawServer(out -> {});
        server.close();

        refuses(server.uri(), way, "cannot be reached for GET /some/path: connection refused");
    }

    @ParameterizedTest
    @EnumSource
    void unknownHost(Way way) {
        refuses(
                URI.create("http://nobody.invalid:1"),
                way,
                "cannot be reached for GET /some/path: there is no host named nobody.invalid");
    }

    @ParameterizedTest
    @EnumSource
    void silence(Way way) throws IOException {
        try (RawServer server = new RawServer(RawServer.Out::hang)) {
            refuses(server.uri(), way, "did not answer GET /some/path: no complete answer within 600 ms");
        }
    }

    @ParameterizedTest
    @EnumSource
    void headThatNeverEnds(Way way) throws IOException {
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n");
            out.trickle("X-More: yes\r\n");
        })) {
            refuses(server.uri(), way, "no complete answer within 600 ms");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatTrickles(Way way) throws IOException {
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            out.trickle("x");
        })) {
            refuses(server.uri(), way, "no complete answer within 600 ms");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatIsCut(Way way) throws IOException {
        try (RawServer server =
                new RawServer(out -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"))) {
            refuses(server.uri(), way, "broke off its answer to GET /some/path: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunksThatAreCut(Way way) throws IOException {
        try (RawServer server = new RawServer(
                out -> out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))) {
            refuses(server.uri(), way, "broke off its answer to GET /some/path: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyWithoutEnd(Way way) throws IOException {
        String much = "x".repeat(64 * 1024);
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.write(much);
            }
        })) {
            refuses(server.uri(), way, "answered GET /some/path with more than 1 MiB");
        }
    }

    @ParameterizedTest
    @EnumSource
    void compressedBody(Way way) throws IOException {
        try (RawServer server = new RawServer(out ->
                out.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\nnever read"))) {
            refuses(
                    server.uri(),
                    way,
                    "answered GET /some/path with a body in Content-Encoding gzip, which was not asked for");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyInAnotherEncoding(Way way) {
        byte[] body = "M\u00fcnchen".getBytes(StandardCharsets.ISO_8859_1);
        try (HttpPart server =
                HttpPart.start("server", 0, executor, request -> new Reply(200, "text/plain", body, Map.of()))) {
            assertThatThrownBy(() -> ask(server.uri(), way))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageStartingWith("Loki at " + server.uri()
                            + " answered GET /some/path with 200 and a body that is not UTF-8: M");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noHttpAtAll(Way way) throws IOException {
        try (RawServer server = new RawServer(out -> out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n"))) {
            refuses(server.uri(), way, "broke off its answer to GET /some/path: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goneWithoutAWord(Way way) throws IOException {
        try (RawServer server = new RawServer(out -> {})) {
            refuses(server.uri(), way, "broke off its answer to GET /some/path: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirectIsNotFollowed(Way way) {
        AtomicInteger asked = new AtomicInteger();
        try (HttpPart elsewhere = HttpPart.start("elsewhere", 0, executor, request -> {
                    asked.incrementAndGet();
                    return Reply.text(200, "credentials please");
                });
                HttpPart server = HttpPart.start(
                        "server",
                        0,
                        executor,
                        request -> new Reply(
                                302,
                                "",
                                new byte[0],
                                Map.of("Location", elsewhere.uri().toString())))) {
            assertThat(ask(server.uri(), way).status()).isEqualTo(302);
            assertThat(asked).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsKeepTheirWords(Way way) {
        try (HttpPart server = HttpPart.start(
                "server",
                0,
                executor,
                request -> Reply.text(400, "parse error at line 1, col 5: sÿntax " + request.path()))) {
            Answer answer = ask(server.uri(), way);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.body()).isEqualTo("parse error at line 1, col 5: sÿntax /some/path");
            assertThat(answer.took()).isPositive().isLessThan(DEADLINE);
            assertThat(exchanges).singleElement().satisfies(exchange -> {
                assertThat(exchange.status()).isEqualTo(400);
                assertThat(exchange.responseBody()).startsWith("parse error");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void parametersArriveAsTheyAre(Way way) {
        String query = "{a=\"b\"} |~ `\\d+ & 100% + ü/?#` | line_format \"{{.x}}\"";
        try (HttpPart server = HttpPart.start(
                "server", 0, executor, request -> Reply.text(200, String.valueOf(request.parameter("query"))))) {
            Endpoint endpoint = endpoint(server.uri());
            Answer answer = way == Way.FUNCTIONAL
                    ? endpoint.get("/q", Map.of("query", query))
                    : endpoint.page("/q", Map.of("query", query));
            assertThat(answer.body()).isEqualTo(query);
        }
    }

    private void refuses(URI server, Way way, String words) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> ask(server, way))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageStartingWith("Loki at " + server + " ")
                .hasMessageContaining(words);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.multipliedBy(5));
        assertThat(exchanges).singleElement().satisfies(exchange -> {
            assertThat(exchange.status()).isNull();
            assertThat(exchange.failure()).contains(words);
        });
    }

    private Answer ask(URI server, Way way) {
        return way == Way.FUNCTIONAL
                ? endpoint(server).get("/some/path")
                : endpoint(server).page("/some/path", Map.of());
    }

    private Endpoint endpoint(URI server) {
        return new Endpoint(
                "Loki",
                Route.direct(server, new Transports(functional, fast)),
                Map.of(),
                new ExchangeLog(
                        new Redaction(Endpoints.profile(Map.of("loki.url", "http://127.0.0.1:1"))), exchanges::add));
    }
}
