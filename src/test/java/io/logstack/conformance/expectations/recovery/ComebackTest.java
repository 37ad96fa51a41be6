package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComebackTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void backInTimeWithEveryLine() {
        Comeback comeback = comeback(Optional.of(SOON), 5, Optional.of(Pushed.account(3, 3)));
        comeback.judge(LIMIT, LokiComesBackIT.class, "http://loki");
        NotedEvidence evidence = new NotedEvidence();
        comeback.record(LIMIT, evidence, "http://loki");
        assertThat(evidence.values())
                .containsEntry("longest gap between acknowledgements", 1.5)
                .containsEntry("acknowledged lines", 12L);
    }

    @Test
    void whatIsNotBackOrTooLateIsAViolation() {
        violated(comeback(Optional.empty(), 5, Optional.empty()), "not back: pods []");
        violated(comeback(Optional.of(LIMIT.plusSeconds(1)), 5, Optional.of(Pushed.account(3, 3))), "after 11.0 s");
    }

    @Test
    void aLostLineIsAViolation() {
        violated(comeback(Optional.of(SOON), 5, Optional.of(Pushed.account(3, 2))), "LOST");
    }

    @Test
    void withoutAcknowledgedLinesNothingIsKnownOfTheirLoss() {
        violated(comeback(Optional.of(SOON), 0, Optional.of(Pushed.account(3, 3))), "none");
        violated(comeback(Optional.of(SOON), 5, Optional.of(Pushed.account(0, 0))), "0 of 0 lines");
        violated(comeback(Optional.of(SOON), 5, Optional.empty()), "nothing read back");
    }

    private static void violated(Comeback comeback, String words) {
        assertThatThrownBy(() -> comeback.judge(LIMIT, LokiComesBackIT.class, "http://loki"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words);
    }

    private static Comeback comeback(Optional<Duration> took, int before, Optional<Account> account) {
        return new Comeback("Loki", took, "pods []", before, 1, 2, Duration.ofMillis(1500), account);
    }
}
