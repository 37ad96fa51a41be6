package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one Alloy reads of its node's files: from where the one before it left off, and until it is stopped. */
final class FileReading implements AutoCloseable {
    private final PodLogs logs;
    private final String node;
    private final AtomicLong position;
    private final Consumer<PodLine> reader;
    private @Nullable Subscription subscription;
    private boolean closed;

    /** @param position how far the node's files were read, which is kept up */
    FileReading(PodLogs logs, String node, AtomicLong position, Consumer<PodLine> reader) {
        this.logs = logs;
        this.node = node;
        this.position = position;
        this.reader = reader;
    }

    /** Begins, unless it was stopped before it came to that. */
    synchronized void begin() {
        if (!closed) {
            subscription = logs.subscribe(node, position.get(), this::read);
        }
    }

    /** Begins as if there were no position: with what is written from now on. */
    synchronized void beginAtTheEnds() {
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
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
