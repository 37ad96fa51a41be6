package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.SeenEvidence;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComebackTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final SyntheticLogs logs = new Workload(
                    "run",
                    1,
                    Profiles.load(Path.of("profiles/embedded.yaml"), Map.of()).workload())
            .logs("comeback", Instant.parse("2026-03-01T12:00:00Z"), 12, 4);

    @Test
    void backInTimeWithEveryLine() {
        Comeback comeback = comeback(Optional.of(SOON), 5, Optional.of(account(3, 3)));
        comeback.judge(LIMIT, LokiComesBackIT.class, "http://loki");
        SeenEvidence evidence = new SeenEvidence();
        comeback.record(LIMIT, evidence, "http://loki");
        assertThat(evidence.values())
                .containsEntry("longest gap between acknowledgements", 1.5)
                .containsEntry("acknowledged lines", 12L);
    }

    @Test
    void whatIsNotBackOrTooLateIsAViolation() {
        violated(comeback(Optional.empty(), 5, Optional.empty()), "not back: pods []");
        violated(comeback(Optional.of(LIMIT.plusSeconds(1)), 5, Optional.of(account(3, 3))), "after 11.0 s");
    }

    @Test
    void aLostLineIsAViolation() {
        violated(comeback(Optional.of(SOON), 5, Optional.of(account(3, 2))), "LOST");
    }

    @Test
    void withoutAcknowledgedLinesNothingIsKnownOfTheirLoss() {
        violated(comeback(Optional.of(SOON), 0, Optional.of(account(3, 3))), "none");
        violated(comeback(Optional.of(SOON), 5, Optional.of(account(0, 0))), "0 of 0 lines");
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

    /** @param acknowledged pushes that were, and how many of the lines of these came back */
    private Account account(int acknowledged, int stored) {
        Ledger ledger = new Ledger(logs);
        List<SyntheticLogs.Batch> batches = logs.batches().toList();
        batches.subList(0, acknowledged).forEach(ledger::acknowledged);
        List<LogStream> held = IntStream.range(0, logs.streams())
                .mapToObj(stream -> new LogStream(
                        logs.labels(stream),
                        IntStream.range(0, stored)
                                .mapToObj(number -> logs.entry(stream, number))
                                .toList()))
                .toList();
        return ledger.account(held);
    }
}
