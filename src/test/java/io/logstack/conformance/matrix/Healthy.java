package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;

/** What a run on a homelab without faults is to say. */
final class Healthy {
    private Healthy() {}

    static void check(MatrixRun run) {
        assertThat(run.notPassed()).as(run.told()).isEmpty();
        assertThat(run.drift().keySet()).isEqualTo(Matrix.drift());
        assertThat(run.drift().values()).as(run.told()).containsOnly(Verdict.WARN);
        assertThat(run.statement().conformant()).isTrue();
        assertThat(run.lastWord()).isEqualTo("CONFORMANT");
        assertThat(run.rootCauses()).isEmpty();
        assertThat(run.statement().outcomes())
                .hasSameSizeAs(Matrix.expectations())
                .allSatisfy(outcome -> assertThat(outcome.measurements()).isNotEmpty());
    }
}
