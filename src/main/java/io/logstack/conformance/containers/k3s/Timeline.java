package io.logstack.conformance.containers.k3s;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What of a start-up began when and took how long. Safe for use by several threads. */
final class Timeline {
    private final long zero = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();

    /** Something that takes its time. */
    final class Step {
        private final String what;
        private final Duration from = since();
        private Duration until = Duration.ZERO;
        private boolean ended;

        private Step(String what) {
            this.what = what;
        }

        void end() {
            synchronized (steps) {
                until = since();
                ended = true;
            }
        }

        @Override
        public String toString() {
            return ended
                    ? String.format(
                            Locale.ROOT, "%7.2f s  %7.2f s  %s", seconds(from), seconds(until.minus(from)), what)
                    : String.format(Locale.ROOT, "%7.2f s  (not yet)  %s", seconds(from), what);
        }
    }

    Step begin(String what) {
        Step step = new Step(what);
        synchronized (steps) {
            steps.add(step);
        }
        return step;
    }

    /** A table with a line for each step, in the order in which they began: when, how long, what. */
    String table() {
        synchronized (steps) {
            StringBuilder table = new StringBuilder("  began at       took  what\n");
            steps.stream()
                    .sorted(Comparator.comparing(step -> step.from))
                    .forEach(step -> table.append(step).append('\n'));
            return table.toString();
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - zero);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
