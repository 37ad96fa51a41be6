package io.logstack.conformance.stack;

/** The outage of the object store, where a tier can bring one about; for expectations that disturb. */
public interface Outage {
    /**
     * Takes the object store away: from now on it refuses connections. What it holds stays. At the end of the expectation
     * that took it away it is back.
     */
    void begin();

    /** Brings it back, at the same address; it answers when this returns. One that is not away is fine. */
    void end();
}
