package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Accounts of twelve lines in three pushes, for tests that judge them. */
final class Pushed {
    private static final SyntheticLogs LOGS = new Workload(
                    "run",
                    1,
                    Profiles.load(Path.of("profiles/embedded.yaml"), Map.of()).workload())
            .logs("pushed", Instant.parse("2026-03-01T12:00:00Z"), 12, 4);

    private Pushed() {}

    /** @param acknowledged pushes that were, and of how many of them the lines came back */
    static Account account(int acknowledged, int stored) {
        Ledger ledger = new Ledger(LOGS);
        List<SyntheticLogs.Batch> batches = LOGS.batches().toList();
        batches.subList(0, acknowledged).forEach(ledger::acknowledged);
        List<LogStream> held = IntStream.range(0, LOGS.streams())
                .mapToObj(stream -> new LogStream(
                        LOGS.labels(stream),
                        IntStream.range(0, stored)
                                .mapToObj(number -> LOGS.entry(stream, number))
                                .toList()))
                .toList();
        return ledger.account(held);
    }
}
