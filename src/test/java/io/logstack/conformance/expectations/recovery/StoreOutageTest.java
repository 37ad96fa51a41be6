package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreOutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(1));
    private static final Account ALL = Pushed.account(3, 3);

    @Test
    void everyLineWasTakenAndKept() {
        StoreOutage outage = outage(2, 0, 4, SOON, ALL);
        judge(outage);
        NotedEvidence evidence = new NotedEvidence();
        outage.record(LIMIT, evidence, "http://loki");
        assertThat(evidence.values())
                .containsEntry("time without the object store", 2.5)
                .containsEntry("flushes that failed meanwhile", 4.0);
    }

    @Test
    void aRefusedPushIsAViolation() {
        violated(outage(2, 1, 4, SOON, ALL), "2 acknowledged and 1 not, the first: 500 no store");
    }

    @Test
    void aLostLineIsAViolation() {
        violated(outage(2, 0, 4, SOON, Pushed.account(3, 1)), "LOST");
    }

    @Test
    void whatIsNotFlushedAgainIsAViolation() {
        violated(outage(2, 0, 4, Optional.empty(), ALL), "chunks flushed again within 10s");
        violated(outage(2, 0, 4, Optional.of(LIMIT.plusSeconds(1)), ALL), "it flushed after 11.0 s");
    }

    @Test
    void withoutAcknowledgedLinesNothingIsKnown() {
        violated(outage(0, 0, 4, SOON, ALL), "0 acknowledged and 0 not");
        violated(outage(2, 0, 4, SOON, Pushed.account(0, 0)), "0 of 0 lines");
    }

    @Test
    void anOutageThatWasNotFeltTellsNothing() {
        assertThatThrownBy(() -> judge(outage(2, 0, 0, SOON, ALL)))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("did not try to flush");
        assertThatThrownBy(() -> judge(outage(2, 0, Double.NaN, SOON, ALL))).isInstanceOf(InconclusiveException.class);
    }

    private static StoreOutage outage(
            int acknowledged, int refused, double failures, Optional<Duration> flushed, Account account) {
        return new StoreOutage(
                Duration.ofMillis(2500),
                acknowledged,
                refused,
                refused > 0 ? Optional.of("500 no store") : Optional.empty(),
                failures,
                flushed,
                Duration.ofMillis(300),
                account);
    }

    private static void judge(StoreOutage outage) {
        outage.judge(LIMIT, StoreOutageLosesNothingIT.class, "http://loki");
    }

    private static void violated(StoreOutage outage, String words) {
        assertThatThrownBy(() -> judge(outage))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words);
    }
}
