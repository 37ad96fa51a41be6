package io.logstack.conformance.junit;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Values that are computed once each, by the thread that asks first; later askers wait for it. A computation may ask for
 * other keys. As long as that order has no cycle nobody waits in a circle, however few threads there are: a thread that
 * waits for a key waits for one that is working its way down from that key, and so only for keys further down.
 */
final class Claims<K, V> {
    private final ConcurrentMap<K, FutureTask<V>> claims = new ConcurrentHashMap<>();

    /** The value of a key, computed on this thread unless another one has begun already. */
    V get(K key, Supplier<V> computation) {
        FutureTask<V> mine = new FutureTask<>(computation::get);
        FutureTask<V> first = claims.putIfAbsent(key, mine);
        if (first == null) {
            mine.run();
            return await(mine);
        }
        return await(first);
    }

    /** The value of a key when its computation has ended. */
    Optional<V> known(K key) {
        FutureTask<V> claim = claims.get(key);
        return claim == null || !claim.isDone() ? Optional.empty() : Optional.of(await(claim));
    }

    private V await(FutureTask<V> claim) {
        try {
            return claim.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for another thread's judgement");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
