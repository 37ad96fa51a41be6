package io.logstack.conformance.catalog;

/** Told of a run as it goes. Calls come from several threads. A listener that throws is reported, and the run goes on. */
public interface RunListener {
    /** The profile was read, and this is what it says of reports. Told before all else; not told where it has mistakes. */
    default void runConfigured(Reporting reporting) {}

    /** A run is being prepared: nothing is started yet, nor asked. Not told where the profile cannot be read. */
    default void runPrepared(Site site) {}

    /** What the run is about to do. Nothing has been written to the stack yet, nor removed. */
    default void runAnnounced(Undertaking undertaking) {}

    /**
     * The run judges nothing, because it lacks rights, or its stack cannot be started for want of something on this machine.
     *
     * @param why all that is missing, and what would grant or bring it, in several lines
     */
    default void runRefused(String why) {}

    /**
     * The run begins.
     *
     * @param selected number of expectations that were selected
     */
    default void runStarted(String run, StackIdentity stack, int selected) {}

    /** Judging begins, after prerequisites and waiting. */
    default void expectationStarted(Description expectation) {}

    /** The verdict is there. Also called for prerequisites that were not selected. */
    default void expectationJudged(Outcome outcome) {}

    /** The selected expectation's own JUnit test is about to end, on that test's thread. */
    default void expectationReported(Outcome outcome) {}

    /** The run is over; everything that it made is removed. */
    default void runFinished(Statement statement) {}
}
