package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run on a homelab without faults is to say. */
final class Healthy {
    private Healthy() {}

    static void check(MatrixRun run) {
        check(run, Set.of());
    }

    /** @param beyond IDs of what the tier cannot judge */
    static void check(MatrixRun run, Set<String> beyond) {
        assertThat(run.notPassed())
                .as(run.told())
                .isEqualTo(beyond.stream().collect(Collectors.toMap(id -> id, id -> Verdict.NOT_APPLICABLE)));
        assertThat(run.drift().keySet()).isEqualTo(Matrix.drift());
        assertThat(run.drift().values()).as(run.told()).containsOnly(Verdict.WARN);
        assertThat(run.statement().conformant()).isTrue();
        assertThat(run.lastWord()).isEqualTo("CONFORMANT");
        assertThat(run.rootCauses()).isEmpty();
        assertThat(run.statement().outcomes())
                .hasSameSizeAs(Matrix.expectations())
                .filteredOn(outcome -> !beyond.contains(outcome.expectation().id()))
                .allSatisfy(outcome -> assertThat(outcome.measurements()).isNotEmpty());
    }
}
