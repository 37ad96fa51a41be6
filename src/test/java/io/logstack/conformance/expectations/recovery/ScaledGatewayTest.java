package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaledGatewayTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LEAST = 20;
    private static final List<ScaledGateway.Step> STEPS = List.of(step(3, 1, 21), step(1, 2, 20));
    private static final Account ALL = Pushed.account(3, 3);

    @Test
    void withoutAnError() {
        ScaledGateway gateway = gateway(STEPS, 3, 0, 50, 0, ALL);
        judge(gateway);
        NotedEvidence evidence = new NotedEvidence();
        gateway.record(LIMIT, LEAST, evidence, "http://gateway");
        assertThat(evidence.values())
                .containsEntry("requests answered, 3 replicas (step 1)", 21)
                .containsEntry("time to scale, 1 replicas (step 2)", 2.0)
                .containsEntry("longest gap between acknowledgements", 0.5);
    }

    @Test
    void oneErrorIsAViolationInItsWords() {
        violated(gateway(STEPS, 3, 1, 50, 0, ALL), "1 of 4 pushes and 0 of 50 queries not, the first: 502 Bad Gateway");
        violated(gateway(STEPS, 3, 0, 49, 1, ALL), "0 of 3 pushes and 1 of 50 queries not");
    }

    @Test
    void withoutTrafficNothingIsKnown() {
        violated(gateway(STEPS, 0, 0, 50, 0, Pushed.account(0, 0)), "0 of 0 pushes");
        violated(gateway(STEPS, 3, 0, 0, 0, ALL), "0 of 0 queries");
        violated(gateway(List.of(step(3, 1, 21), step(1, 1, 3)), 3, 0, 50, 0, ALL), "20 requests answered with 1");
    }

    @Test
    void whatWasNotScaledIsAViolation() {
        violated(gateway(List.of(), 3, 0, 50, 0, ALL), "no step");
        violated(
                gateway(
                        List.of(new ScaledGateway.Step(3, Optional.empty(), "1 of 3 replicas ready", 20)),
                        3,
                        0,
                        50,
                        0,
                        ALL),
                "1 of 3 replicas ready");
        violated(gateway(List.of(step(3, 11, 21)), 3, 0, 50, 0, ALL), "them after 11.0 s");
    }

    @Test
    void aLostLineIsAViolation() {
        violated(gateway(STEPS, 3, 0, 50, 0, Pushed.account(3, 2)), "LOST");
    }

    private static ScaledGateway.Step step(int replicas, int seconds, int requests) {
        return new ScaledGateway.Step(replicas, Optional.of(Duration.ofSeconds(seconds)), "as wanted", requests);
    }

    private static ScaledGateway gateway(
            List<ScaledGateway.Step> steps, int acknowledged, int refused, int answered, int failed, Account account) {
        List<String> words = refused + failed > 0 ? List.of("502 Bad Gateway") : List.of();
        return new ScaledGateway(
                steps, acknowledged, refused, answered, failed, words, Duration.ofMillis(500), account);
    }

    private static void judge(ScaledGateway gateway) {
        gateway.judge(LIMIT, LEAST, GatewayScalesIT.class, "http://gateway");
    }

    private static void violated(ScaledGateway gateway, String words) {
        assertThatThrownBy(() -> judge(gateway))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words);
    }
}
