package io.logstack.conformance.workload;

import io.logstack.conformance.profile.Profile;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The synthetic logs of one run. */
public final class Workload {
    private final String run;
    private final long seed;
    private final Profile.Workload settings;
    private final Instant begun;
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();

    /**
     * @param run ID of the run, the value of the label {@code conformance_run}
     * @param seed what all random choices are drawn from
     */
    public Workload(String run, long seed, Profile.Workload settings) {
        this(run, seed, settings, Instant.now());
    }

    /** As {@link #Workload(String, long, Profile.Workload)}, of a run that began at another time than now. */
    public Workload(String run, long seed, Profile.Workload settings, Instant begun) {
        this.run = run;
        this.seed = seed;
        this.settings = settings;
        this.begun = begun;
    }

    /** Before this, nothing that the stack was asked or sent is this run's. */
    public Instant begun() {
        return begun;
    }

    public String run() {
        return run;
    }

    public long seed() {
        return seed;
    }

    public Profile.Workload settings() {
        return settings;
    }

    /**
     * What several expectations of this run judge by: made for the first that asks, while the others wait. When making it
     * fails, the next that asks tries again.
     *
     * @param fact tells it from others
     * @param make must not ask for another
     */
    public <T> T shared(Class<T> fact, Supplier<T> make) {
        return fact.cast(shared.computeIfAbsent(fact, first -> make.get()));
    }

    /**
     * As many lines, over as many streams, as the profile says.
     *
     * @param purpose tells the streams of one expectation from those of another: lower-case letters, digits and hyphens
     * @param start timestamp of the first lines
     */
    public SyntheticLogs logs(String purpose, Instant start) {
        return logs(purpose, start, settings.lines());
    }

    /** So many lines in all. */
    public SyntheticLogs logs(String purpose, Instant start, int lines) {
        return logs(purpose, start, lines, settings.batch());
    }

    /** So many lines in all, and so many to a push. */
    public SyntheticLogs logs(String purpose, Instant start, int lines, int batch) {
        int streams = Math.min(settings.streams(), lines);
        return new SyntheticLogs(run, purpose, start, lines, streams, batch, new Lines(seed, purpose, longestLine()));
    }

    /**
     * Lines that are all of one length, in as many streams, for what measures volume.
     *
     * @param length bytes of each line, 512 at least
     */
    public SyntheticLogs volume(String purpose, Instant start, int lines, int streams, int batch, int length) {
        return new SyntheticLogs(run, purpose, start, lines, streams, batch, Lines.ofLength(seed, purpose, length));
    }

    private int longestLine() {
        return Math.toIntExact(settings.longestLine().bytes());
    }
}
