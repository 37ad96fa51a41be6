package io.logstack.conformance.stack.access;

import java.time.Duration;

/**
 * How long to wait for a client's answer: at first also for the client itself, whose classes are loaded then, however that
 * first request ends. Thread-safe.
 */
final class Patience {
    /** What a client's own start may take on a busy machine. */
    private static final Duration START = Duration.ofSeconds(20);

    private final Duration deadline;
    private volatile boolean started;

    /** @param deadline of one request to a client that has started */
    Patience(Duration deadline) {
        this.deadline = deadline;
    }

    /** For the next request. */
    Duration now() {
        return started ? deadline : longest();
    }

    /** For any request. */
    Duration longest() {
        return deadline.plus(START);
    }

    /** A request has ended, with an answer or without: from now on a request's time is the server's. */
    void started() {
        started = true;
    }
}
