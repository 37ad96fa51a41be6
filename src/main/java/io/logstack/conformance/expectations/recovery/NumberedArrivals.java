package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.expectations.ingestion.ProbePod;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which lines of steady probes were seen in Loki, and how long nothing new of a probe was. */
final class NumberedArrivals {
    private static final int PAGE = 1_000;
    /** How far the clocks of node and suite may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final LogReader reader;
    private final String query;
    private final SteadyProbes probes;
    private final Instant start = Instant.now();
    private final long begun = System.nanoTime();
    private final Map<ProbePod, Seen> seen = new LinkedHashMap<>();
    private final List<Chart.Moment> moments = new ArrayList<>();

    private static final class Seen {
        private final BitSet numbers = new BitSet();
        private int entries;
        private long newest;
        private Duration pause = Duration.ZERO;
        private final List<Chart.Point> arrived = new ArrayList<>();
    }

    NumberedArrivals(Loki loki, String namespace, SteadyProbes probes) {
        this.reader = new LogReader(loki, PAGE);
        this.query = "{namespace=\"" + namespace + "\"} |= \"" + probes.mark() + "\"";
        this.probes = probes;
        probes.probes().forEach(probe -> seen.put(probe, new Seen()));
    }

    /** Looks at all that is there. */
    void look() {
        seen.values().forEach(each -> each.entries = 0);
        Map<ProbePod, Integer> before = new LinkedHashMap<>();
        seen.forEach((probe, each) -> before.put(probe, each.numbers.cardinality()));
        reader.read(
                query,
                LogQuery.nanos(start.minus(SKEW)),
                LogQuery.nanos(Instant.now().plus(SKEW)),
                true,
                page -> page.forEach(stream -> stream.entries().forEach(this::note)));
        long now = System.nanoTime();
        seen.forEach((probe, each) -> {
            time(each, before.getOrDefault(probe, 0), now);
            each.arrived.add(new Chart.Point(sinceBegun(now), before.getOrDefault(probe, 0)));
            each.arrived.add(new Chart.Point(sinceBegun(now), each.numbers.cardinality()));
        });
    }

    private void note(LogEntry entry) {
        seen.forEach((probe, each) -> probes.number(probe, entry.line()).ifPresent(number -> {
            each.numbers.set(number);
            each.entries++;
        }));
    }

    private static void time(Seen each, int before, long now) {
        if (each.numbers.cardinality() == before) {
            return;
        }
        if (before > 0 && now - each.newest > each.pause.toNanos()) {
            each.pause = Duration.ofNanos(now - each.newest);
        }
        each.newest = now;
    }

    /** Notes that something happens now, for {@link #chart}. */
    void happens(String what) {
        moments.add(new Chart.Moment(sinceBegun(System.nanoTime()), what));
    }

    /** The lines of each node that were seen, over the time since the first look. */
    Chart chart(String name) {
        return new Chart.Timeline(
                name,
                "lines",
                seen.entrySet().stream()
                        .map(node -> new Chart.Line(node.getKey().node(), node.getValue().arrived, false))
                        .toList(),
                null,
                moments);
    }

    private double sinceBegun(long nanoTime) {
        return (nanoTime - begun) / 1e9;
    }

    /** The numbers of a probe's lines that were seen so far. */
    BitSet of(ProbePod probe) {
        return (BitSet) seen(probe).numbers.clone();
    }

    /** The highest number of a probe's that was seen, or -1. */
    int newest(ProbePod probe) {
        return seen(probe).numbers.length() - 1;
    }

    /** Entries beyond the first of each line, at the last look. */
    int duplicates(ProbePod probe) {
        return Math.max(0, seen(probe).entries - seen(probe).numbers.cardinality());
    }

    /** The longest time between two looks that each saw something new of a probe. */
    Duration longestPause(ProbePod probe) {
        return seen(probe).pause;
    }

    private Seen seen(ProbePod probe) {
        Seen of = seen.get(probe);
        if (of == null) {
            throw new IllegalArgumentException("no such probe: " + probe.name());
        }
        return of;
    }
}
