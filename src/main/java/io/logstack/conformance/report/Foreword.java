package io.logstack.conformance.report;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Undertaking;
import org.jspecify.annotations.Nullable;

/** What a run said before it judged, kept for a report that is written at its end. */
abstract class Foreword implements RunListener {
    private volatile @Nullable Undertaking undertaking;
    private volatile @Nullable String refusal;

    @Override
    public final void runAnnounced(Undertaking announced) {
        this.undertaking = announced;
    }

    @Override
    public final void runRefused(String why) {
        this.refusal = why;
    }

    /** What the run was about to do, or null where it came to no stack. */
    final @Nullable Undertaking undertaking() {
        return undertaking;
    }

    /** Why it judged nothing, where it lacked rights; null otherwise. */
    final @Nullable String refusal() {
        return refusal;
    }
}
