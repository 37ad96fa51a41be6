package io.logstack.conformance.junit;

import io.logstack.conformance.stack.Outage;

/** The object store's outage as one judgement sees it: it ends with the judgement, at the latest. */
record JudgedOutage(Outage outage, Cleanup cleanup) implements Outage {
    private static final String WHAT = "the outage of the object store";

    @Override
    public void begin() {
        cleanup.register(WHAT, outage::end);
        outage.begin();
    }

    @Override
    public void end() {
        outage.end();
        cleanup.forget(WHAT);
    }
}
