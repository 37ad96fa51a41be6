package io.logstack.conformance.expectations.storage;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.ObjectStore.StoredObject;
import io.logstack.conformance.stack.TestObjects;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a bucket, counted on one walk over its whole list. Only sums are kept, so that the bucket may be of any size.
 *
 * @param objects how many there are
 * @param bytes of all of them
 * @param recentBytes of those that were put since a point in time, and are still there; without the suite's own
 * @param bytesByHour bytes that are still there of those that were put in each hour, without the suite's own
 * @param oldest when the oldest was put, of those that are not the suite's own; empty when there are none
 */
public record Inventory(
        long objects, long bytes, long recentBytes, SortedMap<Instant, Long> bytesByHour, Optional<Instant> oldest) {
    /**
     * Lists the bucket to its end.
     *
     * @param since what was put from then on is recent
     * @param until when the listing is given up
     * @throws InconclusiveException when the list does not end until then
     */
    public static Inventory take(ObjectStore store, Instant since, Instant until) {
        Instant begun = Instant.now();
        Tally tally = new Tally(since);
        try (Stream<StoredObject> objects = store.walk("")) {
            objects.forEach(object -> {
                if (Instant.now().isAfter(until)) {
                    throw new InconclusiveException(
                            "The list of " + store.address() + " had come to " + tally.objects + " objects after "
                                    + Durations.text(Duration.between(begun, until))
                                    + " and went on; with a longer timeouts.expectation it can be counted to its end.",
                            null);
                }
                tally.add(object);
            });
        }
        return new Inventory(
                tally.objects, tally.bytes, tally.recentBytes, tally.bytesByHour, Optional.ofNullable(tally.oldest));
    }

    private static final class Tally {
        private final Instant since;
        private long objects;
        private long bytes;
        private long recentBytes;
        private final SortedMap<Instant, Long> bytesByHour = new TreeMap<>();
        private @Nullable Instant oldest;

        private Tally(Instant since) {
            this.since = since;
        }

        private void add(StoredObject object) {
            objects++;
            bytes += object.size();
            if (object.key().startsWith(TestObjects.PREFIX)) {
                return;
            }
            bytesByHour.merge(object.lastModified().truncatedTo(ChronoUnit.HOURS), object.size(), Long::sum);
            if (!object.lastModified().isBefore(since)) {
                recentBytes += object.size();
            }
            if (oldest == null || object.lastModified().isBefore(oldest)) {
                oldest = object.lastModified();
            }
        }
    }
}
