package io.logstack.conformance.junit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call on a thread of its own, so that its deadline holds even against code that ignores interrupts. A thread that
 * overran is interrupted and left behind as a daemon.
 */
final class BoundedCall<T> {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Thread thread;
    private final AtomicReference<@Nullable Ending<T>> ending = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** How a call ended. */
    sealed interface Ending<T> {}

    record Returned<T>(T value) implements Ending<T> {}

    record Threw<T>(Throwable thrown) implements Ending<T> {}

    /** @param doing the stack of the call's thread when its time was over */
    record Overran<T>(StackTraceElement[] doing) implements Ending<T> {}

    record Aborted<T>(String why) implements Ending<T> {}

    /** @param name of the thread */
    BoundedCall(String name, Callable<T> call) {
        this.thread = new Thread(() -> perform(call), name);
        thread.setDaemon(true);
    }

    /** Runs the call, unless it is aborted already; returns when it has ended, its time is over, or it is aborted. */
    Ending<T> run(Duration deadline) {
        try {
            if (ending.get() == null) {
                thread.start();
            }
            if (!ended.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                end(new Overran<>(thread.getStackTrace()));
            }
        } catch (InterruptedException e) {
            end(new Aborted<>("its thread was interrupted"));
            Thread.currentThread().interrupt();
        }
        Ending<T> result = ending.get();
        if (result == null) {
            throw new IllegalStateException("a call ended without an ending");
        }
        if (result instanceof Overran || result instanceof Aborted) {
            stop();
        }
        return result;
    }

    /** Ends the call from another thread. A call that has ended already keeps its ending. */
    void abort(String why) {
        end(new Aborted<>(why));
    }

    private void perform(Callable<T> call) {
        Ending<T> result;
        try {
            result = new Returned<>(call.call());
        } catch (Throwable thrown) {
            result = new Threw<>(thrown);
        }
        end(result);
    }

    private void end(Ending<T> result) {
        if (ending.compareAndSet(null, result)) {
            ended.countDown();
        }
    }

    /** Gives the thread a moment to let go of what it holds before the caller cleans up behind it. */
    private void stop() {
        thread.interrupt();
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
