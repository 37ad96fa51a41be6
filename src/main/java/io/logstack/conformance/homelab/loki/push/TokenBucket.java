package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.loki.LokiLimits;

/** Lets so many bytes a second through, and so many at once. Counts real time, whatever Loki's clock says. Thread-safe. */
final class TokenBucket {
    private final LokiLimits.Rate rate;
    private double tokens;
    private long last = System.nanoTime();

    TokenBucket(LokiLimits.Rate rate) {
        this.rate = rate;
        this.tokens = rate.burst();
    }

    synchronized boolean take(long bytes) {
        long now = System.nanoTime();
        tokens = Math.min((double) rate.burst(), tokens + (now - last) / 1e9 * rate.perSecond());
        last = now;
        if (bytes > tokens) {
            return false;
        }
        tokens -= bytes;
        return true;
    }
}
