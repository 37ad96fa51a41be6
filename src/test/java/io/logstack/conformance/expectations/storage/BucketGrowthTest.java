package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.ListedStore;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.ObjectStore.StoredObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BucketGrowthTest {
    private static final Profile PROFILE =
            Profiles.load(Path.of("profiles/reference.yaml"), Map.of("logstack.capacity.storage-growth", "1000"));
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void oldObjectsAreNoGrowth() {
        assertThatCode(() -> judge(object("fake/1", 5_000, 25), object("fake/2", 999, 3)))
                .doesNotThrowAnyException();
        assertThat(evidence.values())
                .containsEntry("bytes in the bucket", 5_999L)
                .containsEntry("bytes put within the last day and still there", 999L);
    }

    @Test
    void theLimitIsTooMuch() {
        assertThatThrownBy(() -> judge(object("fake/1", 1, 25), object("fake/2", 600, 3), object("dumps/x", 400, 2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("less than 1000 bytes put within the last day")
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void aYoungBucketIsJudgedOnceItIsADayOld() {
        assertThatThrownBy(() -> judge(object("fake/1", 999, 3)))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        young -> assertThat(young.judgeableFrom())
                                .isEqualTo(NOW.minus(Duration.ofHours(3)).plus(Duration.ofDays(1))));
    }

    @Test
    void aYoungBucketCanHaveGrownTooMuchAlready() {
        assertThatThrownBy(() -> judge(object("fake/1", 1_000, 3))).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEmptyBucketTellsNothing() {
        assertThatThrownBy(this::judge)
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("holds nothing yet");
    }

    @Test
    void whatTheSuitePutIsNeitherHistoryNorGrowth() {
        assertThatThrownBy(() -> judge(object("logstack-conformance/x", 5, 48)))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("holds nothing yet");
        assertThatCode(() -> judge(object("fake/1", 5, 48), object("logstack-conformance/x", 5_000, 1)))
                .doesNotThrowAnyException();
    }

    @Test
    void aListThatDoesNotEndInTimeTellsNothing() {
        ListedStore endless = new ListedStore(
                () -> LongStream.iterate(0, i -> i + 1).mapToObj(i -> object("fake/" + i, 1, 1)), Optional::empty);
        assertThatThrownBy(() -> Inventory.take(endless, NOW, Instant.now().plus(Duration.ofMillis(50))))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("timeouts.expectation");
    }

    @Test
    void aListOfAnyLengthIsCountedWithoutBeingKept() {
        long many = 2_000_000;
        ListedStore large = new ListedStore(
                () -> LongStream.range(0, many).mapToObj(i -> object("fake/" + i, 3, 48)), Optional::empty);
        Inventory inventory = Inventory.take(large, NOW, Instant.MAX);
        assertThat(inventory.objects()).isEqualTo(many);
        assertThat(inventory.bytes()).isEqualTo(3 * many);
    }

    private void judge(StoredObject... objects) {
        ListedStore store = new ListedStore(() -> Stream.of(objects), Optional::empty);
        Inventory inventory = Inventory.take(store, NOW.minus(Duration.ofDays(1)), Instant.MAX);
        new BucketGrowsSlowlyIT().judge(inventory, NOW, store.address(), PROFILE, evidence);
    }

    private static StoredObject object(String key, long size, int hoursOld) {
        return new StoredObject(key, size, NOW.minus(Duration.ofHours(hoursOld)));
    }
}
