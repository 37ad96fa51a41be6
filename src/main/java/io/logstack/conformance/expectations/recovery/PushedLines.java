package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.expectations.ingestion.Readback;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;

/** Numbered lines of one purpose, the writer that pushes them, and what comes back of them. */
record PushedLines(SyntheticLogs logs, SteadyWriter writer) {
    /** As many as the profile says, spread over a time, one of each stream to a push. Nothing is pushed yet. */
    static PushedLines steadily(Loki loki, Workload workload, String purpose, Duration time) {
        SyntheticLogs logs = workload.logs(
                purpose,
                Instant.now(),
                workload.settings().lines(),
                workload.settings().streams());
        return new PushedLines(
                logs, new SteadyWriter(loki, logs, time.dividedBy(logs.batches().count())));
    }

    /** As many as the profile says, pushed at once. */
    static PushedLines all(Loki loki, Workload workload, String purpose) {
        SyntheticLogs logs = workload.logs(purpose, Instant.now());
        PushedLines pushed = new PushedLines(logs, new SteadyWriter(loki, logs, Duration.ZERO));
        for (long i = logs.batches().count(); i > 0; i--) {
            pushed.writer().push();
        }
        return pushed;
    }

    /** What came back when all was due. */
    Account readBack(Loki loki, Profile profile) {
        return new Readback(loki, profile, logs, writer.ledger()).whenDue();
    }

    /** What is there now. */
    Account now(Loki loki, Profile profile) {
        return new Readback(loki, profile, logs, writer.ledger()).now(true);
    }
}
