package io.logstack.conformance.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** A healthy homelab passes everything, time and again, with another seed each time and beside others. */
@Tag("healthy-runs")
class HealthyRunsTest {
    private static final int RUNS = 10;

    private static final List<CompletableFuture<MatrixRun>> HEALTHY = new ArrayList<>();
    private static final RunPool POOL = new RunPool();

    @BeforeAll
    static void beginAll() {
        for (int i = 0; i < RUNS; i++) {
            HEALTHY.add(POOL.begin(Map.of()));
        }
    }

    @AfterAll
    static void end() {
        POOL.close();
    }

    /** Findings about the runbook aside, which are those that the matrix names. */
    @RepeatedTest(RUNS)
    void aHealthyHomelabPassesEverything(RepetitionInfo repetition) {
        Healthy.check(HEALTHY.get(repetition.getCurrentRepetition() - 1).join());
    }
}
