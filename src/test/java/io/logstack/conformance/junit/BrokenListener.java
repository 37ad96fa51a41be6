package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;

final class BrokenListener implements RunListener {
    @Override
    public void expectationJudged(Outcome outcome) {
        throw new IllegalStateException("a listener's bug, which the log of this test shows");
    }
}
