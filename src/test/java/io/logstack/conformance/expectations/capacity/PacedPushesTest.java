package io.logstack.conformance.expectations.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedPushesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Profile profile = profile(Map.of("capacity.paced-for", "200ms", "capacity.push-p95-limit", "30s"));
    private final PacedVolume volume = PacedVolume.of(profile);
    private final SyntheticLogs logs =
            volume.logs(new Workload("run-1", 1, profile.workload()), Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void theVolumeIsTheWeeksRateWithItsHeadroom() {
        PacedVolume standard = PacedVolume.of(profile(Map.of()));
        assertThat(standard.rate()).isCloseTo(2 * 100e9 / 604_800, within(1e-6));
        assertThat(standard.bytes(standard.lines())).isBetween(1_653_440L, 1_653_440L + 200);
        assertThat(standard.lines()).isEqualTo(200);
        SyntheticLogs lines = standard.logs(new Workload("run-1", 1, profile.workload()), Instant.EPOCH);
        Duration all = lines.batches().map(standard::interval).reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isCloseTo(Duration.ofSeconds(5), Duration.ofMillis(10));
    }

    @Test
    void everyLineHasTheLengthThatIsCounted() {
        assertThat(logs.batches().flatMap(push -> push.streams().stream()).flatMap(stream -> stream.entries().stream()))
                .hasSize(logs.lines())
                .allSatisfy(entry -> assertThat(entry.line().getBytes(StandardCharsets.UTF_8))
                        .hasSize(volume.length()));
    }

    @Test
    void noMoreIsPushedThanTheWorkloadAllows() {
        assertThatThrownBy(() -> PacedVolume.of(profile(Map.of("workload.lines", "100"))))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("At 330688 bytes/s for 5s 1653440 bytes are to be pushed")
                .hasMessageContaining("1638400")
                .hasMessageContaining("workload.lines", "workload.longest-line", "capacity.paced-for");
    }

    @Test
    void aFewLongLinesAreEnoughAndManyShortOnesAreNotMade() {
        PacedVolume few = PacedVolume.of(profile(Map.of("workload.lines", "10", "workload.longest-line", "256Ki")));
        assertThat(few.lines()).isEqualTo(10);
        assertThat(few.streams()).isEqualTo(1);
        PacedVolume many = PacedVolume.of(profile(Map.of("workload.lines", "100000")));
        assertThat(many.lines()).isEqualTo(1_653_440 / 512);
        assertThat(many.length()).isBetween(512, 513);
        PacedVolume least =
                PacedVolume.of(profile(Map.of("capacity.current-weekly", "0", "capacity.projected-weekly", "1")));
        assertThat(least.lines()).isEqualTo(1);
    }

    /** Were a push to wait for the answer before it, none but the first would ever come. */
    @Test
    void aSlowAnswerDoesNotHoldBackTheNextPush() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(logs.batches().toList().size());
        PacedPushes.Outcome outcome = push(streams -> {
            all.countDown();
            assertThat(await(all)).isTrue();
            return StubLoki.answer(204, "");
        });
        assertThat(outcome.fromDue().failed()).isZero();
        assertThat(outcome.bytesAcknowledged()).isEqualTo(volume.bytes(logs.lines()));
        // The first waited for the last, and says so.
        assertThat(outcome.fromDue().max().orElseThrow()).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void thePushesTakeAsLongAsTheirRateHasIt() throws InterruptedException {
        PacedPushes.Outcome outcome = push(streams -> StubLoki.answer(204, ""));
        assertThat(outcome.took()).isGreaterThan(Duration.ofMillis(190));
        assertThat(outcome.bytesAcknowledged()).isEqualTo(volume.bytes(logs.lines()));
    }

    @Test
    void whatIsRefusedOrGetsNoAnswerIsCountedAndNotAcknowledged() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong taken = new AtomicLong();
        PacedPushes.Outcome outcome = push(streams -> {
            int number = asked.getAndIncrement();
            if (number % 10 == 3) {
                return StubLoki.answer(429, "Ingestion rate limit exceeded");
            }
            if (number % 10 == 7) {
                throw new NoAnswerException("the connection was reset");
            }
            taken.addAndGet(
                    streams.stream().mapToInt(stream -> stream.entries().size()).sum());
            return StubLoki.answer(204, "");
        });
        int pushes = asked.get();
        int refused = (pushes + 6) / 10;
        int unanswered = (pushes + 2) / 10;
        assertThat(outcome.throttled()).isEqualTo(refused).isPositive();
        assertThat(outcome.fromDue().failed()).isEqualTo(refused + unanswered);
        assertThat(outcome.bytesAcknowledged()).isEqualTo(volume.bytes(taken.get()));
        assertThat(outcome.side().samples()).isEqualTo(pushes);
        assertThat(outcome.side().over()).isEqualTo(refused + unanswered);
        assertThatThrownBy(() -> judge(outcome))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no push refused with 429")
                .hasMessageContaining("failed otherwise");
    }

    @Test
    void nothingAcknowledgedIsNoPass() throws InterruptedException {
        PacedPushes.Outcome outcome = push(streams -> StubLoki.answer(503, "no ingester"));
        assertThat(outcome.bytesAcknowledged()).isZero();
        assertThatThrownBy(() -> judge(outcome))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("503 no ingester");
    }

    private void judge(PacedPushes.Outcome outcome) {
        new TakesProjectedRateIT()
                .judge(outcome, volume.bytes(logs.lines()), profile, "http://stub", new NotedEvidence());
    }

    private interface Answering {
        Answer push(List<LogStream> streams);
    }

    private PacedPushes.Outcome push(Answering loki) throws InterruptedException {
        return new PacedPushes(
                        new StubLoki() {
                            @Override
                            public Answer push(List<LogStream> streams) {
                                return loki.push(streams);
                            }
                        },
                        volume,
                        LIMIT)
                .push(logs);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new NoAnswerException("interrupted", e);
        }
    }

    private static Profile profile(Map<String, String> overrides) {
        Map<String, String> prefixed = new HashMap<>();
        overrides.forEach((key, value) -> prefixed.put("logstack." + key, value));
        return Profiles.load(Path.of("profiles/reference.yaml"), prefixed);
    }
}
