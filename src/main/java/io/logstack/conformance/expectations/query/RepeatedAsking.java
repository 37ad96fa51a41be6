package io.logstack.conformance.expectations.query;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.LatencyRecorder;
import io.logstack.conformance.workload.LatencySummary;
import io.logstack.conformance.workload.P95Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a query as often as it takes to tell whether its times are within their limits. */
final class RepeatedAsking {
    private static final int LEAST = 20;

    private final int least;
    private final int most;
    private final double confidence;
    private final Duration averageLimit;
    private final Duration p95Limit;

    RepeatedAsking(Profile.Queries settings) {
        this.least = Math.max(LEAST, settings.samples());
        this.most = Math.max(least, settings.samplesLimit());
        this.confidence = settings.confidence() / 100.0;
        this.averageLimit = settings.averageLimit();
        this.p95Limit = settings.p95Limit();
    }

    /**
     * What the askings gave.
     *
     * @param side on which side of its limit the P95 lies
     * @param answered how long each answer took, in the order of the askings
     */
    record Measured(LatencySummary times, P95Side side, List<Duration> answered) {}

    /** Asks until {@link #told} says that it is enough. */
    Measured measure(Loki loki, FunctionalQuery query, Map<String, String> parameters) {
        LatencyRecorder recorder = new LatencyRecorder();
        List<Duration> answered = new ArrayList<>();
        Duration total = Duration.ZERO;
        int asked = 0;
        int over = 0;
        while (!told(asked, total, over)) {
            asked++;
            try {
                Loki.Timing answer = loki.time(FunctionalQuery.PATH, parameters);
                total = total.plus(answer.took());
                if (answer.status() == 200 && answer.bytes() > 0) {
                    recorder.answered(query.name(), answer.took());
                    answered.add(answer.took());
                    over += answer.took().compareTo(p95Limit) > 0 ? 1 : 0;
                } else {
                    recorder.failed(
                            query.name(),
                            "asking " + asked + " was answered " + answer.status() + " with " + answer.bytes()
                                    + " bytes");
                    over++;
                }
            } catch (NoAnswerException e) {
                recorder.failed(query.name(), "asking " + asked + ": " + e.getMessage());
                over++;
            }
        }
        return new Measured(recorder.summary(query.name()), new P95Side(asked, over), answered);
    }

    /** How often it is asked at least, unless the limits are out of reach before. */
    int least() {
        return least;
    }

    /**
     * Whether no more askings are needed: the P95 is surely within its limit; or it, or the average, would be beyond its limit
     * even if what is left of the least number were answered at once; or it was asked as often as it may be.
     */
    boolean told(int asked, Duration total, int over) {
        int counted = Math.max(asked, least);
        return asked >= most
                || total.compareTo(averageLimit.multipliedBy(counted)) > 0
                || new P95Side(counted, over).beyond() >= confidence
                || (asked >= least && new P95Side(asked, over).within() >= confidence);
    }
}
