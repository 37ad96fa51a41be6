package io.logstack.conformance.stack.access;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What all views of one stack share to speak HTTP. */
final class Connections implements AutoCloseable {
    private static final long FUNCTIONAL_BODY_CAP = 16L << 20;
    /** A page of the longest lines that Loki takes is larger than any functional answer. */
    private static final long FAST_BODY_CAP = 64L << 20;

    private final ExecutorService executor = Executors.newCachedThreadPool(named("stack-http-"));
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, named("stack-deadline-"));
    private final Transport functional;
    private final FastTransport fast;

    /** @param deadline of one request, from connect to the last byte */
    Connections(Duration deadline) {
        alarms.setRemoveOnCancelPolicy(true);
        functional = new FunctionalTransport(alarms, deadline, FUNCTIONAL_BODY_CAP);
        fast = new FastTransport(executor, deadline, FAST_BODY_CAP);
    }

    Transport functional() {
        return functional;
    }

    Transport fast() {
        return fast;
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        fast.close();
        alarms.shutdownNow();
        executor.shutdownNow();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
