package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.SyntheticLogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ask one small query after the other, until they are closed, and count what is not answered with 2xx. */
final class Readers implements AutoCloseable {
    private static final int READERS = 2;

    private final Loki loki;
    private final LogQuery query;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    private final ScheduledExecutorService threads;
    private final List<ScheduledFuture<?>> reading;

    /**
     * Begins.
     *
     * @param logs what is asked for, one entry each time
     * @param pause of a reader between two queries
     */
    Readers(Loki loki, SyntheticLogs logs, Duration pause) {
        this.loki = loki;
        this.query = new LogQuery(logs.selector(), logs.start(), logs.end(), 1, false, null);
        this.threads = Executors.newScheduledThreadPool(READERS, work -> {
            Thread thread = new Thread(work, "reader of " + loki.address());
            thread.setDaemon(true);
            return thread;
        });
        this.reading = IntStream.range(0, READERS)
                .<ScheduledFuture<?>>mapToObj(
                        reader -> threads.scheduleWithFixedDelay(this::read, 0, pause.toNanos(), TimeUnit.NANOSECONDS))
                .toList();
    }

    private void read() {
        try {
            loki.logs(query);
            answered.incrementAndGet();
        } catch (NoAnswerException e) {
            // One that came of the readers' own end is none.
            if (!threads.isShutdown()) {
                fail(String.valueOf(e.getMessage()));
            }
        }
    }

    private void fail(String words) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, words);
    }

    /** Queries that were answered so far. */
    int answered() {
        return answered.get();
    }

    /** Queries that were refused or not answered so far. */
    int failed() {
        return failed.get();
    }

    Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }

    /**
     * Throws what ended a reader.
     *
     * @throws IllegalStateException when one has ended
     */
    void requireReading() {
        for (ScheduledFuture<?> reader : reading) {
            if (reader.isDone()) {
                try {
                    reader.get();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a reader broke", e.getCause());
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
