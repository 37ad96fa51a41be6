package io.logstack.conformance.stack.access;

import java.time.Duration;

/** How long to wait for a client's answer: at first also for the client itself, whose classes are loaded then. Thread-safe. */
final class Patience {
    /** What a client's own start may take on a busy machine. */
    private static final Duration START = Duration.ofSeconds(20);

    private final Duration deadline;
    private volatile boolean answered;

    /** @param deadline of one request to a client that has started */
    Patience(Duration deadline) {
        this.deadline = deadline;
    }

    /** For the next request. */
    Duration now() {
        return answered ? deadline : longest();
    }

    /** For any request. */
    Duration longest() {
        return deadline.plus(START);
    }

    /** An answer has come: from now on a request's time is the server's. */
    void answered() {
        answered = true;
    }
}
