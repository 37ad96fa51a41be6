package io.logstack.conformance.expectations.query;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.LatencyRecorder;
import io.logstack.conformance.workload.LatencySummary;
import java.time.Duration;
import java.util.Map;

/** Asks a query as often as its times are to be measured. */
final class Timing {
    private static final int LEAST = 20;
    private static final int P95 = 95;

    private final int wanted;
    private final Duration averageLimit;
    private final Duration p95Limit;

    Timing(Profile.Queries settings) {
        this.wanted = Math.max(LEAST, settings.samples());
        this.averageLimit = settings.averageLimit();
        this.p95Limit = settings.p95Limit();
    }

    /**
     * Asks until it was asked often enough, or until average and P95 would be over a limit even if all further answers
     * came at once.
     */
    LatencySummary measure(Loki loki, FunctionalQuery query, Map<String, String> parameters) {
        LatencyRecorder recorder = new LatencyRecorder();
        Duration total = Duration.ZERO;
        int tooSlow = 0;
        for (int asked = 0; asked < wanted && !hopeless(total, tooSlow); asked++) {
            try {
                Loki.Timing answer = loki.time(FunctionalQuery.PATH, parameters);
                if (answer.status() == 200) {
                    recorder.answered(query.name(), answer.took());
                } else {
                    recorder.failed(query.name(), "asking " + (asked + 1) + " was answered " + answer.status());
                }
                total = total.plus(answer.took());
                tooSlow += answer.took().compareTo(p95Limit) > 0 ? 1 : 0;
            } catch (NoAnswerException e) {
                recorder.failed(query.name(), "asking " + (asked + 1) + ": " + e.getMessage());
                tooSlow++;
            }
        }
        return recorder.summary(query.name());
    }

    /** How often it is asked at most. */
    int wanted() {
        return wanted;
    }

    boolean hopeless(Duration total, int tooSlow) {
        int mayBeSlow = wanted - (wanted * P95 + 99) / 100;
        return total.compareTo(averageLimit.multipliedBy(wanted)) > 0 || tooSlow > mayBeSlow;
    }
}
