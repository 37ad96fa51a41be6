package io.logstack.conformance.homelab.workloads;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.workloads.History.PastLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the operator's workloads writing. */
public final class Workloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workloads.class);
    private static final long ROUND_MILLIS = 100;

    private final Supplier<List<Container>> containers;
    private final Stdout stdout;
    private final Faults faults;
    private final long seed;
    private final double linesPerRound;
    private final Map<Container, Random> randoms = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> rounds;

    private Workloads(
            Supplier<List<Container>> containers,
            Stdout stdout,
            Faults faults,
            long seed,
            double linesPerSecond,
            ScheduledExecutorService scheduler) {
        this.containers = containers;
        this.stdout = stdout;
        this.faults = faults;
        this.seed = seed;
        this.linesPerRound = linesPerSecond * ROUND_MILLIS / 1000;
        this.rounds = scheduler.scheduleAtFixedRate(this::round, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts writing.
     *
     * @param containers those that run now, asked before each round
     * @param seed what all lines are drawn from
     * @param linesPerSecond of each container, on average
     */
    public static Workloads start(
            Supplier<List<Container>> containers,
            Stdout stdout,
            Faults faults,
            long seed,
            double linesPerSecond,
            ScheduledExecutorService scheduler) {
        return new Workloads(containers, stdout, faults, seed, linesPerSecond, scheduler);
    }

    /** A container's own source of randomness, so that lines do not depend on who else writes. */
    static Random random(long seed, Container container) {
        return new Random(seed ^ ((long) container.hashCode() << 20));
    }

    private static String line(Random random, Instant at, Container container, Faults faults) {
        String line = Speech.of(container).line(random, at, container);
        boolean verbose =
                faults.active(Fault.VOLUME_OVER_PROJECTION) && Speech.of(container) == Speech.JSON_APPLICATION;
        return verbose ? line.substring(0, line.length() - 1) + ",\"body\":\"" + RequestBody.of(random) + "\"}" : line;
    }

    /**
     * What a container writes within a time, at its pace.
     *
     * @param end of that time
     * @param linesPerSecond on average
     */
    public static List<PastLine> lines(
            Container container, Faults faults, long seed, Instant end, Duration time, double linesPerSecond) {
        Random random = random(~seed, container);
        int lines = (int) (time.toSeconds() * linesPerSecond);
        List<PastLine> written = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            Instant at = end.minusMillis((long) ((lines - i - random.nextDouble()) * 1000 / linesPerSecond));
            written.add(new PastLine(at, container, line(random, at, container, faults)));
        }
        return written;
    }

    private void round() {
        if (faults.active(Fault.INGESTION_SILENT)) {
            return;
        }
        try {
            Instant now = Instant.now();
            for (Container container : containers.get()) {
                Random random = randoms.computeIfAbsent(container, c -> random(seed, c));
                for (double due = linesPerRound; due > 0; due--) {
                    if (random.nextDouble() < due) {
                        stdout.write(container, line(random, now, container, faults));
                    }
                }
            }
        } catch (RuntimeException e) {
            // A round that throws would end the schedule without a word.
            LOG.error("the homelab's workloads could not write", e);
        }
    }

    @Override
    public void close() {
        rounds.cancel(false);
    }
}
