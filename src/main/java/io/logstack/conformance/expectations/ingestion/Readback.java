package io.logstack.conformance.expectations.ingestion;

import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Audit;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.LogReader;
import io.logstack.conformance.workload.SyntheticLogs;

/** Looks at what came back of the synthetic logs, page by page. */
public final class Readback {
    private static final int MOST_PAGED = 1_000;
    private static final int LEAST_PAGED = 10;

    private final Profile profile;
    private final SyntheticLogs logs;
    private final Ledger ledger;
    private final LogReader reader;

    public Readback(Loki loki, Profile profile, SyntheticLogs logs, Ledger ledger) {
        this.profile = profile;
        this.logs = logs;
        this.ledger = ledger;
        // Several pages, however few lines there are.
        this.reader = new LogReader(loki, Math.max(LEAST_PAGED, Math.min(MOST_PAGED, logs.lines() / 2)));
    }

    /**
     * What is there when all is due, which is as soon as a line may lag. Where something is missing then, it is looked for
     * once more as long, so that late and lost are told apart.
     */
    public Account whenDue() {
        Look look = new Look(profile);
        Account due = look.until(
                "every acknowledged line is read back", profile.ingestion().lag(), () -> now(true), Account::complete);
        return due.complete()
                ? due
                : look.until(
                                "the missing lines arrive late",
                                profile.ingestion().lag(),
                                () -> now(true),
                                Account::complete)
                        .after(due);
    }

    /** One look. */
    public Account now(boolean forward) {
        Audit audit = ledger.audit(forward);
        reader.read(logs.selector(), logs.start(), logs.end(), forward, audit::page);
        return audit.account();
    }
}
