package io.logstack.conformance.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.HdrHistogram.Histogram;

/** Latencies by query, at a resolution of three digits; failures are counted, never left out. Thread-safe. */
public final class LatencyRecorder {
    private final Map<String, Attempts> queries = new ConcurrentSkipListMap<>();

    public void answered(String query, Duration took) {
        of(query).answered(took);
    }

    /** @param why names what went wrong, such as the status and Loki's words */
    public void failed(String query, String why) {
        of(query).failed(why);
    }

    /** Every query of which something was recorded, by name. */
    public List<LatencySummary> summaries() {
        return queries.keySet().stream().map(this::summary).toList();
    }

    /** What was recorded of a query; nothing at all when it is unknown. */
    public LatencySummary summary(String query) {
        return queries.getOrDefault(query, new Attempts()).summary(query);
    }

    private Attempts of(String query) {
        return queries.computeIfAbsent(query, first -> new Attempts());
    }

    private static final class Attempts {
        private final Histogram nanoseconds = new Histogram(3);
        private Duration sum = Duration.ZERO;
        private Duration longest = Duration.ZERO;
        private long failed;
        private String firstFailure = "";

        private Attempts() {
            nanoseconds.setAutoResize(true);
        }

        private synchronized void answered(Duration took) {
            nanoseconds.recordValue(took.toNanos());
            sum = sum.plus(took);
            longest = longest.compareTo(took) >= 0 ? longest : took;
        }

        private synchronized void failed(String why) {
            if (failed == 0) {
                firstFailure = why;
            }
            failed++;
        }

        private synchronized LatencySummary summary(String query) {
            long answered = nanoseconds.getTotalCount();
            return new LatencySummary(
                    query,
                    answered,
                    failed,
                    firstFailure,
                    answered == 0 ? Optional.empty() : Optional.of(sum.dividedBy(answered)),
                    percentile(50),
                    percentile(95),
                    percentile(99),
                    answered == 0 || failed > 0 ? Optional.empty() : Optional.of(longest));
        }

        private Optional<Duration> percentile(int percent) {
            long answered = nanoseconds.getTotalCount();
            long attempts = answered + failed;
            long rank = (attempts * percent + 99) / 100;
            if (rank == 0 || rank > answered) {
                return Optional.empty();
            }
            // The histogram gives the upper end of the value's bucket, which may lie beyond what was measured.
            long value = nanoseconds.getValueAtPercentile(100.0 * rank / answered);
            Duration found = Duration.ofNanos(value);
            return Optional.of(found.compareTo(longest) <= 0 ? found : longest);
        }
    }
}
