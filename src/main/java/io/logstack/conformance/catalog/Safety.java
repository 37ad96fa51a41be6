package io.logstack.conformance.catalog;

/** What an expectation does to the stack that it judges, from harmless to harmful; the order is part of the meaning. */
public enum Safety {
    /** Reads only. */
    OBSERVE,
    /** Writes synthetic lines or short-lived objects, and removes them. */
    PROBE,
    /** Restarts or cuts something; opt-in. */
    DISRUPT;

    /** Whether an expectation of the given safety may run where this level is allowed. */
    public boolean admits(Safety asked) {
        return asked.compareTo(this) <= 0;
    }
}
