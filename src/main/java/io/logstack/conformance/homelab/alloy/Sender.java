package io.logstack.conformance.homelab.alloy;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alloy's {@code loki.write}: sends one batch at a time, tries again after 429, 5xx or no answer, and drops what is refused
 * otherwise or too often. One thread at a time.
 */
final class Sender {
    /** Of so many sends, one is reset under {@link Fault#ALLOY_SEND_ERRORS}. */
    private static final int RESET_OF = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/x-protobuf", "User-Agent", "Alloy/" + AlloyMetrics.VERSION + " (linux; helm)");

    private final AlloyOptions options;
    private final AlloyMetrics metrics;
    private @Nullable Batch pending;
    private long attempts;

    private static final class Batch {
        private final List<Entry> entries;
        private final byte[] body;
        private int tries;
        private Instant next = Instant.EPOCH;

        private Batch(List<Entry> entries) {
            this.entries = entries;
            this.body = PushBody.of(entries);
        }
    }

    Sender(AlloyOptions options, AlloyMetrics metrics) {
        this.options = options;
        this.metrics = metrics;
    }

    /** Whether the next batch can be taken: the one before has been sent or dropped. */
    boolean idle() {
        return pending == null;
    }

    void take(List<Entry> entries) {
        Batch batch = new Batch(entries);
        metrics.encoded(batch.body.length);
        pending = batch;
    }

    /** Tries the pending batch until it is sent or dropped, without pauses. */
    void insist() {
        for (Batch batch = pending; batch != null; batch = pending) {
            batch.next = Instant.EPOCH;
            run();
        }
    }

    /** Tries the pending batch, if its time has come. */
    void run() {
        Batch batch = pending;
        if (batch == null || Instant.now().isBefore(batch.next)) {
            return;
        }
        if (batch.tries > 0) {
            metrics.retried();
        }
        long started = System.nanoTime();
        int status = -1;
        String words;
        try {
            if (options.afflicted() && options.faults().active(Fault.ALLOY_SEND_ERRORS) && ++attempts % RESET_OF == 0) {
                throw new IOException("write: connection reset by peer");
            }
            Reply reply = PartClient.call("POST", options.push(), HEADERS, batch.body, TIMEOUT);
            status = reply.status();
            words = "server returned HTTP status " + status + ": "
                    + new String(reply.body(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
        } catch (IOException e) {
            words = "Post \"" + options.push() + "\": " + e.getMessage();
        }
        metrics.requested(status, Duration.ofNanos(System.nanoTime() - started));
        settle(batch, status, words);
    }

    private void settle(Batch batch, int status, String words) {
        batch.tries++;
        if (status / 100 == 2) {
            metrics.sent(batch.entries.size(), batch.body.length);
            pending = null;
            return;
        }
        boolean again = status <= 0 || status == 429 || status / 100 == 5;
        if (again && batch.tries < options.maxRetries()) {
            log("warn", "error sending batch, will retry", status, words);
            batch.next = Instant.now().plus(backoff(batch.tries));
            return;
        }
        log("error", "final error sending batch", status, words);
        metrics.dropped(
                batch.entries.size(),
                batch.body.length,
                status == 429 ? AlloyMetrics.RATE_LIMITED : AlloyMetrics.GENERIC);
        pending = null;
    }

    private Duration backoff(int tries) {
        Duration doubled = options.minBackoff().multipliedBy(1L << Math.min(tries - 1, 20));
        return doubled.compareTo(options.maxBackoff()) > 0 ? options.maxBackoff() : doubled;
    }

    private void log(String level, String message, int status, String words) {
        options.stdout()
                .accept(
                        "ts=%s level=%s msg=\"%s\" component_path=/ component_id=loki.write.default component=client host=%s status=%d tenant=\"\" error=\"%s\""
                                .formatted(
                                        Instant.now(),
                                        level,
                                        message,
                                        options.push().getAuthority(),
                                        status,
                                        words.replace("\\", "\\\\").replace("\"", "\\\"")));
    }
}
