package io.logstack.conformance.homelab.kubernetes.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one cluster under one ever-growing resource version, with a history that lists and watches can start
 * from. A node that was handed out or in is never changed afterwards. Thread-safe; every write is atomic.
 */
public final class VersionedObjects {
    private final ResourceKinds kinds;
    private final Admission admission;
    private final Map<ResourceKind, NavigableMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
    private final History history = new History();
    private final Set<Consumer<Change>> watchers = new LinkedHashSet<>();
    private Clock clock;
    private long revision;

    /** Whether a write is kept or only worked out. */
    public enum Persistence {
        KEEP,
        DRY_RUN
    }

    /**
     * The objects of a kind at one moment.
     *
     * @param resourceVersion of that moment
     */
    public record Snapshot(long resourceVersion, Collection<ObjectNode> objects) {}

    /** Ends a watch. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    public VersionedObjects(ResourceKinds kinds, Clock clock) {
        this.kinds = kinds;
        this.admission = new Admission(kinds);
        this.clock = clock;
    }

    public ResourceKinds kinds() {
        return kinds;
    }

    /** The time as objects carry it: whole seconds. */
    public synchronized Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** What time it is from now on. */
    public synchronized void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Gives the resource version of the last write to a consumer, in the order in which watchers are told of changes. */
    public synchronized void withRevision(LongConsumer consumer) {
        consumer.accept(revision);
    }

    /** The resource version of the last write. */
    public synchronized long revision() {
        return revision;
    }

    public synchronized Optional<ObjectNode> find(ResourceKind kind, ObjectKey key) {
        return Optional.ofNullable(of(kind).get(key));
    }

    /** An object, or {@link ApiException} 404. */
    public ObjectNode get(ResourceKind kind, ObjectKey key) {
        return find(kind, key).orElseThrow(() -> ApiException.notFound(kind, key.name()));
    }

    /** All objects of a kind now. */
    public synchronized Snapshot snapshot(ResourceKind kind) {
        return new Snapshot(revision, List.copyOf(of(kind).values()));
    }

    /**
     * All objects of a kind as they were.
     *
     * @throws ApiException 410 when the history does not reach back so far
     */
    public synchronized Snapshot snapshotAt(ResourceKind kind, long resourceVersion) {
        NavigableMap<ObjectKey, ObjectNode> then = new TreeMap<>(of(kind));
        history.rewind(kind, then, resourceVersion, clock.instant());
        return new Snapshot(resourceVersion, List.copyOf(then.values()));
    }

    /**
     * Tells of every change from now on, under this store's lock: the watcher must only take note.
     *
     * @param before is told the present state first, in the same moment
     */
    public synchronized Registration watch(ResourceKind kind, Consumer<Snapshot> before, Consumer<Change> watcher) {
        before.accept(snapshot(kind));
        return register(only(kind, watcher));
    }

    /**
     * Tells of every change after a resource version.
     *
     * @throws ApiException 410 when the history does not reach back so far
     */
    public synchronized Registration watchFrom(ResourceKind kind, long resourceVersion, Consumer<Change> watcher) {
        Consumer<Change> filtered = only(kind, watcher);
        history.since(resourceVersion, clock.instant()).forEach(filtered);
        return register(filtered);
    }

    /** Tells of every change of every kind. */
    public synchronized Registration watchAll(Consumer<Change> watcher) {
        return register(watcher);
    }

    /** Makes an object. Name, namespace, what the kind demands, and a free name are checked. */
    public synchronized ObjectNode create(ResourceKind kind, ObjectNode given, Persistence persistence) {
        ObjectNode object = given.deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        String name = metadata.path("name").asString("");
        if (name.isEmpty() && !metadata.path("generateName").asString("").isEmpty()) {
            metadata.put("name", metadata.path("generateName").asString() + Suffix.random());
        }
        object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        metadata.remove(List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now().toString());
        if (object.has("spec") && !kind.equals(ResourceKinds.POD)) {
            metadata.put("generation", 1);
        }
        admission.admit(kind, null, object);
        ObjectKey key = ObjectKey.of(object);
        if (kind.namespaced() && !of(ResourceKinds.NAMESPACE).containsKey(new ObjectKey("", key.namespace()))) {
            throw ApiException.notFound(ResourceKinds.NAMESPACE, key.namespace());
        }
        if (of(kind).containsKey(key)) {
            throw ApiException.alreadyExists(kind, key.name());
        }
        return put(kind, key, null, object, persistence);
    }

    /**
     * Changes an object in one step. The generation grows with the specification; a change that changes nothing is no
     * write.
     *
     * @param change is given a copy that it may change, and runs under this store's lock
     */
    public synchronized ObjectNode update(
            ResourceKind kind, ObjectKey key, Persistence persistence, UnaryOperator<ObjectNode> change) {
        ObjectNode current = get(kind, key);
        ObjectNode changed = change.apply(current.deepCopy()).deepCopy();
        keepIdentity(kind, current, changed);
        if (current.path("metadata").has("generation") && !current.path("spec").equals(changed.path("spec"))) {
            changed.withObjectProperty("metadata")
                    .put(
                            "generation",
                            current.path("metadata").path("generation").asInt(0) + 1);
        }
        admission.admit(kind, current, changed);
        if (changed.equals(current)) {
            return current;
        }
        if (changed.path("metadata").has("deletionTimestamp")
                && !kind.equals(ResourceKinds.POD)
                && changed.path("metadata").path("finalizers").isEmpty()) {
            return remove(kind, key, persistence);
        }
        return put(kind, key, current, changed, persistence);
    }

    /**
     * Deletes as the API does: what has finalizers, and a pod on a node, is only marked, and goes when the last finalizer
     * is removed or the kubelet has stopped it.
     *
     * @param graceSeconds how long a pod may take to stop; 0 removes it at once
     */
    public synchronized ObjectNode delete(
            ResourceKind kind, ObjectKey key, long graceSeconds, Persistence persistence) {
        ObjectNode current = get(kind, key);
        boolean runs = kind.equals(ResourceKinds.POD)
                && graceSeconds > 0
                && current.path("spec").has("nodeName");
        if (!runs && current.path("metadata").path("finalizers").isEmpty()) {
            return remove(kind, key, persistence);
        }
        if (current.path("metadata").has("deletionTimestamp")) {
            return current;
        }
        ObjectNode marked = current.deepCopy();
        marked.withObjectProperty("metadata")
                .put("deletionTimestamp", now().plusSeconds(graceSeconds).toString())
                .put("deletionGracePeriodSeconds", Math.toIntExact(graceSeconds));
        return put(kind, key, current, marked, persistence);
    }

    /** Takes an object away, whatever it waits for. */
    public synchronized ObjectNode remove(ResourceKind kind, ObjectKey key, Persistence persistence) {
        ObjectNode last = get(kind, key);
        if (persistence == Persistence.KEEP) {
            revision++;
            of(kind).remove(key);
            if (kind.equals(ResourceKinds.CUSTOM_RESOURCE_DEFINITION)) {
                kinds.forget(last).forEach(this::removeAll);
            }
            tell(new Change(revision, clock.instant(), kind, key, last, null));
        }
        return last;
    }

    private void removeAll(ResourceKind kind) {
        List.copyOf(of(kind).keySet()).forEach(key -> remove(kind, key, Persistence.KEEP));
    }

    private ObjectNode put(
            ResourceKind kind, ObjectKey key, @Nullable ObjectNode before, ObjectNode after, Persistence persistence) {
        if (persistence == Persistence.DRY_RUN) {
            return after;
        }
        revision++;
        after.withObjectProperty("metadata").put("resourceVersion", Long.toString(revision));
        of(kind).put(key, after);
        if (kind.equals(ResourceKinds.CUSTOM_RESOURCE_DEFINITION)) {
            kinds.define(after);
        }
        tell(new Change(revision, clock.instant(), kind, key, before, after));
        return after;
    }

    private void tell(Change change) {
        history.add(change);
        List.copyOf(watchers).forEach(watcher -> watcher.accept(change));
    }

    private Registration register(Consumer<Change> watcher) {
        watchers.add(watcher);
        return () -> {
            synchronized (this) {
                watchers.remove(watcher);
            }
        };
    }

    private static Consumer<Change> only(ResourceKind kind, Consumer<Change> watcher) {
        return change -> {
            if (change.kind().equals(kind)) {
                watcher.accept(change);
            }
        };
    }

    private NavigableMap<ObjectKey, ObjectNode> of(ResourceKind kind) {
        return objects.computeIfAbsent(kind, k -> new TreeMap<>());
    }

    private static void keepIdentity(ResourceKind kind, ObjectNode current, ObjectNode changed) {
        ObjectNode metadata = changed.withObjectProperty("metadata");
        changed.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        for (String field : List.of(
                "name",
                "namespace",
                "uid",
                "creationTimestamp",
                "generation",
                "generateName",
                "resourceVersion",
                "deletionTimestamp",
                "deletionGracePeriodSeconds")) {
            if (current.path("metadata").has(field)) {
                metadata.set(field, current.path("metadata").get(field));
            } else {
                metadata.remove(field);
            }
        }
    }
}
