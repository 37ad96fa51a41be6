package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(3));
    private static final Optional<Account> ALL = Optional.of(Pushed.account(3, 3));
    private static final Optional<Account> SOME = Optional.of(Pushed.account(3, 1));

    private final Profile profile = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());

    @Test
    void whatWasInMemoryIsToldAndNotOwed() {
        Restoration restoration = restoration(List.of(), SOON, ALL, SOME, ALL);
        judge(restoration);
        NotedEvidence evidence = new NotedEvidence();
        restoration.record(LIMIT, evidence, "http://loki");
        assertThat(evidence.values())
                .containsEntry("lost of these with the volume", 8)
                .containsEntry("lines flushed before", 12L)
                .containsEntry("time from the backup to a whole stack", 3.0);
    }

    @Test
    void whatHadBeenFlushedIsOwed() {
        violated(restoration(List.of(), SOON, SOME, ALL, ALL), "every line that had been flushed");
    }

    @Test
    void whatIsPushedAfterIsOwed() {
        violated(restoration(List.of(), SOON, ALL, ALL, SOME), "every line that was pushed once it was restored");
    }

    @Test
    void whatIsNotWholeOrTooLateIsAViolation() {
        violated(restoration(List.of(), Optional.empty(), ALL, ALL, ALL), "that HelmRelease x: it is missing");
        violated(restoration(List.of(), Optional.of(LIMIT.plusSeconds(1)), ALL, ALL, ALL), "it after 11.0 s");
    }

    @Test
    void whatWasNotGoneWasNotRestored() {
        violated(restoration(List.of("3 pods"), SOON, ALL, ALL, ALL), "[3 pods]");
    }

    @Test
    void withoutLinesNothingIsKnown() {
        violated(restoration(List.of(), SOON, Optional.empty(), ALL, ALL), "nothing read back");
        violated(restoration(List.of(), SOON, Optional.of(Pushed.account(0, 0)), ALL, ALL), "0 of 0 lines");
        violated(restoration(List.of(), SOON, ALL, ALL, Optional.of(Pushed.account(0, 0))), "0 of 0 lines");
    }

    @Test
    void anEmptyClusterIsNoWholeStackAndNoBackup() {
        WholeStack stack = new WholeStack(
                new BareCluster(),
                new StubLoki() {
                    @Override
                    public Answer ready() {
                        throw new NoAnswerException("connection refused");
                    }
                },
                profile);
        assertThat(stack.troubles())
                .containsExactly(
                        "HelmRelease monitoring/loki: it is missing",
                        "HelmRelease monitoring/alloy: it is missing",
                        "StatefulSet loki: it is missing",
                        "Deployment loki-gateway: it is missing",
                        "DaemonSet alloy: it is missing",
                        "DaemonSet loki-canary: it is missing",
                        "Loki does not answer /ready with 200");
        assertThat(stack.pods()).isZero();
        Backup backup = Backup.of(new BareCluster(), profile);
        assertThat(backup.items()).isEmpty();
        assertThat(backup.missing())
                .containsExactly(
                        "HelmRelease monitoring/loki",
                        "HelmRelease monitoring/alloy",
                        "Secret monitoring/loki-s3-credentials");
    }

    private static Restoration restoration(
            List<String> left,
            Optional<Duration> took,
            Optional<Account> flushed,
            Optional<Account> throughout,
            Optional<Account> validation) {
        return new Restoration(
                left,
                took,
                List.of("HelmRelease x: it is missing"),
                flushed,
                throughout,
                validation,
                Duration.ofMillis(700));
    }

    private static void judge(Restoration restoration) {
        restoration.judge(LIMIT, StackRestoredFromBackupIT.class, "http://loki");
    }

    private static void violated(Restoration restoration, String words) {
        assertThatThrownBy(() -> judge(restoration))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words);
    }
}
