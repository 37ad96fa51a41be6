package io.logstack.conformance.expectations.storage;

import io.logstack.conformance.stack.ObjectStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the names of the objects in Loki's bucket tell.
 *
 * @param chunks how many chunks were listed
 * @param newestChunk the latest end of a chunk
 * @param indexFiles how many index files were listed
 * @param newestIndex the latest day that an index file is of
 */
record Bucket(int chunks, Optional<Instant> newestChunk, int indexFiles, Optional<LocalDate> newestIndex) {
    /**
     * Most names to list of each kind. Chunks are listed by the hash of their stream, so that a part of them is a fair
     * sample of all.
     */
    private static final int MOST = 50_000;

    /** {@code <tenant>/<fingerprint>/<from>:<through>:<checksum>}, or with a colon after the fingerprint before schema v12. */
    private static final Pattern CHUNK = Pattern.compile("[^/]+/[0-9a-f]+[/:][0-9a-f]+:([0-9a-f]+):[0-9a-f]+");

    /** Tables are numbered by the days since the epoch. */
    private static final Pattern INDEX = Pattern.compile("index/[^/]*?(\\d{5})/.+");

    static Bucket read(ObjectStore store, String tenant) {
        return of(store.list(tenant + "/", MOST), store.list("index/", MOST));
    }

    static Bucket of(List<ObjectStore.StoredObject> chunks, List<ObjectStore.StoredObject> index) {
        List<Instant> ends =
                chunks.stream().flatMap(object -> end(object.key()).stream()).toList();
        List<LocalDate> days =
                index.stream().flatMap(object -> table(object.key()).stream()).toList();
        return new Bucket(
                ends.size(),
                ends.stream().max(Comparator.naturalOrder()),
                days.size(),
                days.stream().max(Comparator.naturalOrder()));
    }

    /** The day of a point in time, as index tables count. */
    static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Optional<Instant> end(String key) {
        Matcher chunk = CHUNK.matcher(key);
        return chunk.matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseUnsignedLong(chunk.group(1), 16)))
                : Optional.empty();
    }

    private static Optional<LocalDate> table(String key) {
        Matcher index = INDEX.matcher(key);
        return index.matches() ? Optional.of(LocalDate.ofEpochDay(Long.parseLong(index.group(1)))) : Optional.empty();
    }
}
