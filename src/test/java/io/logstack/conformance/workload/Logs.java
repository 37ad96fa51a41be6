package io.logstack.conformance.workload;

import java.time.Instant;

/** Synthetic logs for tests. */
final class Logs {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final int LONGEST = 4096;

    private Logs() {}

    static SyntheticLogs of(long seed, int lines, int streams) {
        return of(seed, "ingest-04", lines, streams);
    }

    static SyntheticLogs of(long seed, String purpose, int lines, int streams) {
        return new SyntheticLogs("run-1", purpose, START, lines, streams, 50, new Lines(seed, purpose, LONGEST));
    }
}
