package io.logstack.conformance.homelab;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one homelab, named after it. */
final class Threads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final AtomicInteger HOMELABS = new AtomicInteger();
    /** Three Alloys, three canaries, the workloads and Prometheus' two rounds may all wait for an answer at once. */
    private static final int PACED = 10;

    private static final int PATIENCE_SECONDS = 5;

    private final String name = "homelab-" + HOMELABS.incrementAndGet();
    private final ExecutorService executor = Executors.newCachedThreadPool(factory(name));
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(PACED, factory(name + "-pace"));

    private static ThreadFactory factory(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    String name() {
        return name;
    }

    /** For requests and programs. */
    ExecutorService executor() {
        return executor;
    }

    /** For what happens again and again. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        executor.shutdownNow();
        try {
            boolean ended = scheduler.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    && executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                LOG.warn("{} still has threads {} s after it was closed", name, PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
