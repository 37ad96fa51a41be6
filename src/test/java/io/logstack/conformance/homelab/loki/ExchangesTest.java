package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.s3.EmbeddedS3;
import io.logstack.conformance.homelab.s3.S3Options;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * The embedded Loki, or the one at {@code logstack.loki.url}, answers as the recorded one did: from memory, from S3 after a
 * flush, and after a restart.
 */
@Tag("exchanges")
class ExchangesTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private @Nullable EmbeddedS3 s3;
    private @Nullable EmbeddedLoki loki;

    @AfterEach
    void close() {
        if (loki != null) {
            loki.close();
        }
        if (s3 != null) {
            s3.close();
        }
        executor.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> fromMemory() throws Exception {
        String url = System.getProperty("logstack.loki.url", "");
        return cases(url.isEmpty() ? start().uri() : URI.create(url), () -> {});
    }

    @TestFactory
    Stream<DynamicTest> afterAFlush() throws Exception {
        assumeEmbedded();
        EmbeddedLoki embedded = start();
        return cases(embedded.uri(), () -> {
            embedded.flush();
            assertThat(memory(embedded)).as("chunks in memory after a flush").isEqualTo("0");
        });
    }

    @TestFactory
    Stream<DynamicTest> afterAFlushAndARestart() throws Exception {
        assumeEmbedded();
        EmbeddedLoki embedded = start();
        return cases(embedded.uri(), () -> {
            embedded.flush();
            embedded.restart();
        });
    }

    @TestFactory
    Stream<DynamicTest> afterARestartThatReplaysTheLog() throws Exception {
        assumeEmbedded();
        EmbeddedLoki embedded = start();
        return cases(embedded.uri(), embedded::restart);
    }

    private static void assumeEmbedded() {
        assumeTrue(
                System.getProperty("logstack.loki.url", "").isEmpty(),
                "another Loki can neither be flushed nor restarted from here");
    }

    private EmbeddedLoki start() {
        EmbeddedS3 store = EmbeddedS3.start(new S3Options(0, "loki-chunks", "key", "secret", new Faults()));
        s3 = store;
        EmbeddedLoki started = EmbeddedLoki.start(LokiOptions.builder(executor)
                .s3(new S3Access(store.uri(), "us-east-1", store.bucket(), store.accessKey(), store.secretKey()))
                .flushInterval(NEVER)
                .compactionInterval(NEVER)
                .build());
        loki = started;
        return started;
    }

    /** Something done before the questions, and again before what the pushes left is read. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static Stream<DynamicTest> cases(URI uri, Step before) throws Exception {
        Exchange.Recording recording = Exchange.read();
        assertThat(recording.exchanges()).as("recorded exchanges").hasSize(102);
        ExchangeClient client = new ExchangeClient(uri);
        client.push(recording.corpus());
        before.run();
        ThrowingConsumer<Exchange> check = exchange -> {
            if (exchange.isAfterPush()) {
                before.run();
            }
            client.check(exchange);
        };
        List<Exchange> exchanges = recording.exchanges();
        return DynamicTest.stream(exchanges.stream(), Exchange::name, check);
    }

    private static String memory(EmbeddedLoki loki) throws Exception {
        return Pages.sample(loki.uri(), "loki_ingester_memory_chunks");
    }
}
