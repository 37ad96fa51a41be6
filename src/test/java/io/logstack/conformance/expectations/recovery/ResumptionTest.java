package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.assertions.Finding;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(2));

    @Test
    void everyLineHoweverOften() {
        Resumption resumption = new Resumption("n1", numbers(5), numbers(6), 2, SOON, 3, Duration.ofMillis(1500));
        assertThat(violations(resumption)).isEmpty();
        NotedEvidence evidence = new NotedEvidence();
        resumption.record(LIMIT, evidence, "http://loki");
        assertThat(evidence.values())
                .containsEntry("entries beyond the first of a line, n1", 3)
                .containsEntry("longest time without a new line, n1", 1.5)
                .containsEntry("lines lost, n1", 0);
    }

    @Test
    void aGapIsAViolationThatNamesItsLines() {
        BitSet arrived = numbers(5);
        arrived.clear(2, 4);
        assertThat(violations(new Resumption("n1", numbers(5), arrived, 2, SOON, 0, Duration.ZERO)))
                .containsExactly("2 of 5 lost, their numbers {2, 3}");
    }

    @Test
    void whatNeverWentOnIsAViolation() {
        assertThat(violations(new Resumption("n1", numbers(5), numbers(5), 2, Optional.empty(), 0, Duration.ZERO)))
                .containsExactly("none");
        assertThat(violations(new Resumption(
                        "n1", numbers(5), numbers(5), 2, Optional.of(LIMIT.plusMillis(1)), 0, Duration.ZERO)))
                .containsExactly("the first after 10.001 s");
    }

    @Test
    void withoutLinesNothingIsKnown() {
        assertThat(violations(new Resumption("n1", new BitSet(), new BitSet(), 0, Optional.empty(), 0, Duration.ZERO)))
                .containsExactly("none of 0", "none", "no line written");
        assertThat(violations(new Resumption("n1", numbers(3), new BitSet(), 0, Optional.empty(), 0, Duration.ZERO)))
                .hasSize(3)
                .last()
                .isEqualTo("3 of 3 lost, their numbers {0, 1, 2}");
    }

    private static BitSet numbers(int count) {
        BitSet numbers = new BitSet();
        numbers.set(0, count);
        return numbers;
    }

    private static List<String> violations(Resumption resumption) {
        return resumption.findings(LIMIT, "http://loki").stream()
                .filter(finding -> !finding.holds())
                .map(Finding::found)
                .toList();
    }
}
