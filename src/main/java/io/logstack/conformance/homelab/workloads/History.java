package io.logstack.conformance.homelab.workloads;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What the workloads wrote before the homelab was started: the closer to now, the denser, back to some days beyond the
 * retention, where a compactor that does its work leaves nothing.
 */
public final class History {
    /** A line of the past. */
    public record PastLine(Instant at, Container container, String text) {}

    /** From one age to the next, one line in each step. */
    private record Stretch(Duration from, Duration to, Duration step) {}

    private History() {}

    /**
     * Lines of each container, oldest first.
     *
     * @param newest before which all lines lie
     * @param retention how long the stack keeps entries
     * @param slack how much longer they may stay
     */
    public static void write(
            List<Container> containers,
            long seed,
            Instant newest,
            Duration retention,
            Duration slack,
            Consumer<PastLine> into) {
        Duration expired = retention.plus(slack).plusHours(1);
        List<Stretch> stretches = List.of(
                new Stretch(expired.plusDays(2), expired, Duration.ofHours(6)),
                new Stretch(retention, Duration.ofDays(1), Duration.ofHours(2)),
                new Stretch(Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(15)),
                new Stretch(Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(45)));
        for (Container container : containers) {
            Random random = Workloads.random(~seed, container);
            for (Instant at : times(stretches, newest, random)) {
                into.accept(new PastLine(at, container, Speech.of(container).line(random, at, container)));
            }
        }
    }

    private static List<Instant> times(List<Stretch> stretches, Instant newest, Random random) {
        List<Instant> times = new ArrayList<>();
        for (Stretch stretch : stretches) {
            long step = stretch.step().toMillis();
            for (long age = stretch.from().toMillis();
                    age - step >= stretch.to().toMillis();
                    age -= step) {
                times.add(newest.minusMillis(age - (long) (random.nextDouble() * step)));
            }
        }
        return times;
    }
}
