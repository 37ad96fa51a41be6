package io.logstack.conformance.expectations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.expectations.ListedStore;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore.Statistics;
import io.logstack.conformance.stack.ObjectStore.StoredObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryAgreesTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of(
                    "logstack.timeouts.poll",
                    "1ms",
                    "logstack.timeouts.settle",
                    "200ms",
                    "logstack.ingestion.lag",
                    "100ms"));

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void theListAgreesWithTheStatistics() {
        assertThatCode(() -> judge(listed(3), counted(3))).doesNotThrowAnyException();
        assertThat(evidence.values())
                .containsEntry("objects listed", 3L)
                .containsEntry("bytes listed", 30L)
                .containsEntry("inventories made", 1);
    }

    @Test
    void objectsThatAreCountedAndNotListed() {
        assertThatThrownBy(() -> judge(listed(3), counted(4)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("4 objects and 40 bytes by the statistics")
                .hasMessageContaining("3 objects and 30 bytes in the list");
        assertThat(evidence.values()).containsEntry("inventories made", 2);
    }

    @Test
    void objectsThatAreListedAndNotCounted() {
        assertThatThrownBy(() -> judge(listed(5), counted(4))).isInstanceOf(AssertionError.class);
    }

    @Test
    void asManyObjectsOfAnotherSize() {
        assertThatThrownBy(() -> judge(listed(3), List.of(new Statistics(3, 31))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aListBetweenWhatWasCountedBeforeAndAfterAgrees() {
        assertThatCode(() -> judge(listed(4), counted(3, 3, 6))).doesNotThrowAnyException();
        assertThatCode(() -> judge(listed(4), counted(6, 6, 3))).doesNotThrowAnyException();
    }

    @Test
    void whatCameAndWentWhileTheListWasReadIsNotThereTheNextTime() {
        assertThatCode(() -> judge(listed(4), counted(3, 3, 3, 4, 4))).doesNotThrowAnyException();
        assertThat(evidence.values()).containsEntry("inventories made", 2);
    }

    @Test
    void aBucketThatNeverStandsStillIsHeldToHowMuchItChanges() {
        Deque<Integer> growing =
                new ArrayDeque<>(IntStream.range(1, 5_000).boxed().toList());
        ListedStore store =
                new ListedStore(() -> listed(0).stream(), () -> Optional.of(statistics(growing.removeFirst() * 2)));
        assertThatThrownBy(() -> new InventoryAgreesIT().theListHoldsWhatTheStatisticsCount(store, PROFILE, evidence))
                .as("off by more than it grows")
                .isInstanceOf(AssertionError.class);
        Deque<Integer> swinging = new ArrayDeque<>(
                IntStream.range(0, 5_000).map(i -> i % 2 == 0 ? 10 : 90).boxed().toList());
        ListedStore busy =
                new ListedStore(() -> listed(95).stream(), () -> Optional.of(statistics(swinging.removeFirst())));
        assertThatThrownBy(() -> new InventoryAgreesIT().theListHoldsWhatTheStatisticsCount(busy, PROFILE, evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("It can be judged when less is written");
    }

    @Test
    void anEmptyBucketIsNoInventory() {
        assertThatThrownBy(() -> judge(listed(0), counted(0)))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("the bucket is empty");
    }

    @Test
    void anEmptyListOfABucketThatIsNotEmptyIsWrong() {
        assertThatThrownBy(() -> judge(listed(0), counted(1))).isInstanceOf(AssertionError.class);
    }

    @Test
    void withoutStatisticsThereIsNothingToAgreeWith() {
        assertThatThrownBy(() -> judge(listed(3), List.of()))
                .isInstanceOf(NotApplicableException.class)
                .hasMessageContaining("tells no statistics")
                .hasMessageContaining("3 objects");
        assertThat(evidence.values()).containsEntry("objects listed", 3L);
    }

    @Test
    void withoutStatisticsTheListMustComeAllTheSame() {
        ListedStore broken = new ListedStore(
                () -> {
                    throw new NoAnswerException("S3 did not answer");
                },
                Optional::empty);
        assertThatThrownBy(() -> new InventoryAgreesIT().theListHoldsWhatTheStatisticsCount(broken, PROFILE, evidence))
                .isInstanceOf(NoAnswerException.class);
    }

    /** @param counts the answers, of which the last stays; the first one only shows that there are any */
    private void judge(List<StoredObject> objects, List<Statistics> counts) {
        Deque<Statistics> answers = new ArrayDeque<>(counts);
        ListedStore store = new ListedStore(
                objects::stream,
                () -> Optional.ofNullable(answers.size() > 1 ? answers.removeFirst() : answers.peekFirst()));
        new InventoryAgreesIT().theListHoldsWhatTheStatisticsCount(store, PROFILE, evidence);
    }

    private static List<StoredObject> listed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StoredObject("fake/" + i, 10, Instant.now()))
                .toList();
    }

    private static List<Statistics> counted(int... counts) {
        return IntStream.of(counts).mapToObj(InventoryAgreesTest::statistics).toList();
    }

    private static Statistics statistics(int count) {
        return new Statistics(count, 10L * count);
    }
}
