package io.logstack.conformance.expectations.capacity;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.LatencyRecorder;
import io.logstack.conformance.workload.LatencySummary;
import io.logstack.conformance.workload.P95Side;
import io.logstack.conformance.workload.SyntheticLogs;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pushes that are sent when they are due, whatever has become of those before: Loki does not get time to breathe by answering
 * late. Latencies count from when a push was due, so that none that had to wait looks faster than it was (which is known as
 * coordinated omission).
 */
final class PacedPushes {
    private static final String FROM_DUE = "from when it was due";
    private static final String FROM_SENT = "from when it was sent";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Loki loki;
    private final PacedVolume volume;
    private final Duration limit;
    private final LatencyRecorder recorder = new LatencyRecorder();
    private final AtomicLong linesAcknowledged = new AtomicLong();
    private final Queue<Push> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger overFromDue = new AtomicInteger();

    /** @param limit of the P95 */
    PacedPushes(Loki loki, PacedVolume volume, Duration limit) {
        this.loki = loki;
        this.volume = volume;
        this.limit = limit;
    }

    /**
     * A push that was acknowledged.
     *
     * @param due since the first push was
     * @param took from when it was due to its answer
     * @param bytes of its lines
     */
    record Push(Duration due, Duration took, long bytes) {}

    /**
     * What became of the pushes.
     *
     * @param fromDue latencies from when a push was due to its answer
     * @param fromSent the same from when it was sent: they differ by how late the suite itself was
     * @param side of the limit that the P95 from when they were due lies on
     * @param throttled pushes that were refused with 429
     * @param bytesAcknowledged of lines
     * @param acknowledged those pushes, in the order in which they were due
     * @param took from when the first push was due to the last answer
     */
    record Outcome(
            LatencySummary fromDue,
            LatencySummary fromSent,
            P95Side side,
            int throttled,
            long bytesAcknowledged,
            List<Push> acknowledged,
            Duration took) {}

    /** Pushes all lines, and returns with the last answer. */
    Outcome push(SyntheticLogs logs) throws InterruptedException {
        List<SyntheticLogs.Batch> pushes = logs.batches().toList();
        CountDownLatch left = new CountDownLatch(pushes.size());
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "paced-pushes");
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService senders = Executors.newCachedThreadPool(threads);
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(threads);
        long start = System.nanoTime();
        try {
            long due = start;
            for (SyntheticLogs.Batch push : pushes) {
                long at = due;
                var unused = pace.schedule(
                        () -> senders.execute(() -> {
                            try {
                                send(push, at, at - start);
                            } finally {
                                left.countDown();
                            }
                        }),
                        at - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
                due += volume.interval(push).toNanos();
            }
            left.await();
        } finally {
            pace.shutdownNow();
            senders.shutdownNow();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Outcome(
                recorder.summary(FROM_DUE),
                recorder.summary(FROM_SENT),
                new P95Side(pushes.size(), overFromDue.get()),
                throttled.get(),
                volume.bytes(linesAcknowledged.get()),
                answers.stream().sorted(Comparator.comparing(Push::due)).toList(),
                took);
    }

    private void send(SyntheticLogs.Batch push, long due, long sinceStart) {
        long sent = System.nanoTime();
        try {
            Answer answer = loki.push(push.streams());
            if (answer.status() == 204) {
                linesAcknowledged.addAndGet(push.lines());
                Duration took = answered(due, sent);
                answers.add(new Push(Duration.ofNanos(sinceStart), took, volume.bytes(push.lines())));
            } else {
                throttled.addAndGet(answer.status() == TOO_MANY_REQUESTS ? 1 : 0);
                failed(answer.status() + " " + answer.body().strip());
            }
        } catch (NoAnswerException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private Duration answered(long due, long sent) {
        long now = System.nanoTime();
        recorder.answered(FROM_DUE, Duration.ofNanos(now - due));
        recorder.answered(FROM_SENT, Duration.ofNanos(now - sent));
        overFromDue.addAndGet(now - due > limit.toNanos() ? 1 : 0);
        return Duration.ofNanos(now - due);
    }

    /** One that is refused, or gets no answer, is over every limit. */
    private void failed(String why) {
        recorder.failed(FROM_DUE, why);
        recorder.failed(FROM_SENT, why);
        overFromDue.incrementAndGet();
    }
}
