package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pushes synthetic logs push by push, at a steady pace, and each of them once: what was not acknowledged is not owed. Not
 * safe for use by several threads.
 */
final class SteadyWriter {
    private final Loki loki;
    private final Ledger ledger;
    private final Iterator<SyntheticLogs.Batch> batches;
    private final Duration pace;
    private final long start = System.nanoTime();
    private final List<Chart.Point> acknowledgedLines = new ArrayList<>(List.of(new Chart.Point(0, 0)));
    private final List<Chart.Moment> moments = new ArrayList<>();
    private long due = start;
    private long lastAcknowledged;
    private Duration longestGap = Duration.ZERO;
    private int acknowledged;
    private int unacknowledged;
    private @Nullable String firstFailure;

    /** @param pace between the beginnings of two pushes, at least */
    SteadyWriter(Loki loki, SyntheticLogs logs, Duration pace) {
        this.loki = loki;
        this.ledger = new Ledger(logs);
        this.batches = logs.batches().iterator();
        this.pace = pace;
    }

    /** Pushes the next lines at once, if there are any left. */
    void push() {
        if (!batches.hasNext()) {
            return;
        }
        due = System.nanoTime() + pace.toNanos();
        SyntheticLogs.Batch batch = batches.next();
        if (isAcknowledged(batch)) {
            long owedBefore = ledger.owed();
            ledger.acknowledged(batch);
            long now = System.nanoTime();
            if (acknowledged > 0 && now - lastAcknowledged > longestGap.toNanos()) {
                longestGap = Duration.ofNanos(now - lastAcknowledged);
            }
            lastAcknowledged = now;
            acknowledged++;
            acknowledgedLines.add(new Chart.Point(sinceStart(now), owedBefore));
            acknowledgedLines.add(new Chart.Point(sinceStart(now), ledger.owed()));
        } else {
            unacknowledged++;
        }
    }

    /** Pushes the next lines when it is time for them. */
    void pushWhenDue() {
        if (System.nanoTime() - due >= 0) {
            push();
        }
    }

    private boolean isAcknowledged(SyntheticLogs.Batch batch) {
        try {
            Answer answer = loki.push(batch.streams());
            return answer.ok() || failed(answer.status() + " " + answer.body().strip());
        } catch (NoAnswerException e) {
            // That the disturbed part does not answer is what is measured; its lines are not owed.
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private boolean failed(String words) {
        if (firstFailure == null) {
            firstFailure = words;
        }
        return false;
    }

    /** Notes that something happens now, for {@link #chart}. */
    void happens(String what) {
        moments.add(new Chart.Moment(sinceStart(System.nanoTime()), what));
    }

    /** The acknowledged lines over the time since this writer was made. */
    Chart chart(String name) {
        return new Chart.Timeline(
                name, "lines", List.of(new Chart.Line("acknowledged lines", acknowledgedLines, false)), null, moments);
    }

    private double sinceStart(long nanoTime) {
        return (nanoTime - start) / 1e9;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Pushes that were acknowledged so far. */
    int acknowledged() {
        return acknowledged;
    }

    /** Pushes that were refused or not answered so far. */
    int unacknowledged() {
        return unacknowledged;
    }

    /** In what words the first push was refused, or why it was not answered; empty while all were acknowledged. */
    Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure);
    }

    /** The longest time between two acknowledgements that follow each other. */
    Duration longestGap() {
        return longestGap;
    }
}
