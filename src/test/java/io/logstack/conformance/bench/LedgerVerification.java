package io.logstack.conformance.bench;

import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Audit;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies that every line of many came back, in pages of 5,000, in a process of its own with little heap. What is timed is
 * the ledger's work alone: the pages are made beforehand, one at a time.
 */
final class LedgerVerification implements Part {
    private static final int PAGE = 5_000;
    private static final String HEAP = "-Xmx128m";
    private static final double NANOS = 1e9;

    @Override
    public String title() {
        return "ledger verification";
    }

    @Override
    public Measured measure(Settings settings) throws Exception {
        List<String> arguments = List.of(Integer.toString(settings.lines()), Integer.toString(settings.repetitions()));
        try (Forked process = new Forked(List.of(HEAP, "-XX:+UseSerialGC"), LedgerVerification.class, arguments)) {
            Told told = JsonMapper.shared().readValue(process.line().text(), Told.class);
            process.end(List.of(0));
            String lines = String.format(Locale.ROOT, "%,d lines", settings.lines());
            return new Measured(
                    List.of(
                            new Figure(lines, "seconds", told.seconds()),
                            new Figure(lines + ", peak heap of 128 MiB", "bytes", told.peaks())),
                    List.of());
        }
    }

    /** What the process found, one sample for each repetition. */
    record Told(List<Double> seconds, List<Double> peaks) {}

    /** Arguments: lines, repetitions. */
    public static void main(String... arguments) {
        int lines = Integer.parseInt(arguments[0]);
        int repetitions = Integer.parseInt(arguments[1]);
        List<Double> seconds = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        verify(lines);
        for (int i = 0; i < repetitions; i++) {
            System.gc();
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);
            seconds.add(verify(lines));
            peaks.add((double) heap().stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum());
        }
        System.out.println(JsonMapper.shared().writeValueAsString(new Told(seconds, peaks)));
    }

    /** Seconds that the ledger took. */
    private static double verify(int lines) {
        Workload workload = new Workload(
                "bench",
                1,
                Profiles.load(Path.of("profiles/embedded.yaml"), Map.of()).workload());
        SyntheticLogs logs = workload.logs("ledger", Instant.now(), lines, PAGE);
        long nanos = 0;
        long start = System.nanoTime();
        Ledger ledger = new Ledger(logs);
        logs.batches().forEach(ledger::acknowledged);
        Audit audit = ledger.audit(true);
        nanos += System.nanoTime() - start;
        for (Iterator<SyntheticLogs.Batch> batches = logs.batches().iterator(); batches.hasNext(); ) {
            List<LogStream> page = batches.next().streams();
            start = System.nanoTime();
            audit.page(page);
            nanos += System.nanoTime() - start;
        }
        start = System.nanoTime();
        Account account = audit.account();
        nanos += System.nanoTime() - start;
        if (!account.exact() || account.read() != lines) {
            throw new IllegalStateException("the ledger is wrong: " + account);
        }
        return nanos / NANOS;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
