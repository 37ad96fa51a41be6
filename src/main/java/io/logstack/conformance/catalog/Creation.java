package io.logstack.conformance.catalog;

/** What an expectation makes on the stack that it judges. */
public enum Creation {
    /** Lines in streams labelled {@code conformance_run}; they stay until their retention ends. */
    SYNTHETIC_LINES,
    /** Short-lived pods in the monitoring namespace. */
    PROBE_PODS,
    /** Objects in Loki's bucket, below a prefix of the suite's own. */
    TEST_OBJECTS
}
