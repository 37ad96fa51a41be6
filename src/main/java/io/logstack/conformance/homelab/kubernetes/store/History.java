package io.logstack.conformance.homelab.kubernetes.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import tools.jackson.databind.node.ObjectNode;

/** The changes of the last minutes, oldest first. Guarded by the lock of its store. */
final class History {
    /** How far it reaches back, as etcd's compaction has it by default. */
    private static final Duration REACH = Duration.ofMinutes(5);

    private final Deque<Change> changes = new ArrayDeque<>();
    private long compacted;

    void add(Change change) {
        changes.addLast(change);
        compact(change.at());
    }

    /**
     * The changes after a resource version, oldest first.
     *
     * @throws ApiException 410 when the history does not reach back so far
     */
    List<Change> since(long resourceVersion, Instant now) {
        require(resourceVersion, now);
        return changes.stream()
                .filter(change -> change.resourceVersion() > resourceVersion)
                .toList();
    }

    /**
     * Turns the objects of a kind back into what they were.
     *
     * @throws ApiException 410 when the history does not reach back so far
     */
    void rewind(ResourceKind kind, NavigableMap<ObjectKey, ObjectNode> objects, long resourceVersion, Instant now) {
        require(resourceVersion, now);
        Iterator<Change> backwards = changes.descendingIterator();
        while (backwards.hasNext()) {
            Change change = backwards.next();
            if (change.resourceVersion() <= resourceVersion) {
                break;
            }
            if (change.kind().equals(kind)) {
                ObjectNode before = change.before();
                if (before == null) {
                    objects.remove(change.key());
                } else {
                    objects.put(change.key(), before);
                }
            }
        }
    }

    private void compact(Instant now) {
        Instant oldest = now.minus(REACH);
        for (Change first = changes.peekFirst();
                first != null && first.at().isBefore(oldest);
                first = changes.peekFirst()) {
            compacted = first.resourceVersion();
            changes.removeFirst();
        }
    }

    private void require(long resourceVersion, Instant now) {
        compact(now);
        if (resourceVersion < compacted) {
            throw ApiException.expired("too old resource version: " + resourceVersion + " (" + compacted + ")");
        }
    }
}
