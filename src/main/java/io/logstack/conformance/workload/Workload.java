package io.logstack.conformance.workload;

import io.logstack.conformance.profile.Profile;

/** The synthetic logs of one run. */
public final class Workload {
    private final String run;
    private final long seed;
    private final Profile.Workload settings;

    /**
     * @param run ID of the run, the value of the label {@code conformance_run}
     * @param seed what all random choices are drawn from
     */
    public Workload(String run, long seed, Profile.Workload settings) {
        this.run = run;
        this.seed = seed;
        this.settings = settings;
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
}
