package io.logstack.conformance.matrix;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs a few homelabs at a time. */
final class RunPool implements AutoCloseable {
    /** Runs wait more than they work: so many of them use two cores up. */
    private static final int AT_A_TIME = 6;

    private final ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);

    /** A run that begins when its turn comes. */
    CompletableFuture<MatrixRun> begin(Map<String, String> overrides) {
        return CompletableFuture.supplyAsync(() -> MatrixRun.with(overrides), pool);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
