package io.logstack.conformance.homelab.kubernetes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the controllers bring about. */
final class Eventually {
    /** Far more than any controller needs, for a loaded machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    static void that(String what, ThrowingRunnable assertion) {
        await(what).atMost(TIMEOUT).pollInterval(POLL).untilAsserted(assertion);
    }
}
