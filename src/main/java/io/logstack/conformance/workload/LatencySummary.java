package io.logstack.conformance.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * What was measured of one query. A failed attempt ranks as slower than every answered one, so a percentile that falls on
 * a failure is empty: it never was answered.
 *
 * @param answered attempts that were answered
 * @param failed attempts that failed
 * @param firstFailure why the first one failed, or empty when none did
 * @param mean over the answered attempts; empty when there are none. To be read together with {@code failed}
 * @param max over the answered attempts; empty when any failed or none was made
 */
public record LatencySummary(
        String query,
        long answered,
        long failed,
        String firstFailure,
        Optional<Duration> mean,
        Optional<Duration> p50,
        Optional<Duration> p95,
        Optional<Duration> p99,
        Optional<Duration> max) {

    public long attempts() {
        return answered + failed;
    }
}
