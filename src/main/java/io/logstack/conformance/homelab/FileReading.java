package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs.Subscription;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one Alloy reads of its node's files: from where the one before it left off, and until it is stopped. */
final class FileReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

    private final PodLogs logs;
    private final String node;
    private final AtomicLong position;
    private final Consumer<PodLine> reader;
    private @Nullable Subscription subscription;
    private @Nullable Future<?> beginning;
    private boolean closed;

    /** @param position how far the node's files were read, which is kept up */
    FileReading(PodLogs logs, String node, AtomicLong position, Consumer<PodLine> reader) {
        this.logs = logs;
        this.node = node;
        this.position = position;
        this.reader = reader;
    }

    /** Begins now. */
    synchronized void begin() {
        if (!closed) {
            subscription = logs.subscribe(node, position.get(), this::read);
        }
    }

    /**
     * Begins after a time, unless it is stopped before.
     *
     * @param forgetful whether it then begins as if there were no position: with what is written from then on
     */
    synchronized void beginAfter(Duration time, ScheduledExecutorService scheduler, boolean forgetful) {
        try {
            beginning = scheduler.schedule(
                    forgetful ? this::beginAtTheEnds : this::begin, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the homelab is being closed, and nothing more of {} is read", node, e);
        }
    }

    private synchronized void beginAtTheEnds() {
        if (!closed) {
            subscription = logs.subscribe(node, this::read);
        }
    }

    private void read(PodLine line) {
        position.set(line.sequence());
        reader.accept(line);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Future<?> due = beginning;
        if (due != null) {
            due.cancel(false);
        }
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
