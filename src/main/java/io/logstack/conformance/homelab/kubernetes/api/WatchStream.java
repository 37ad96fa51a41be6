package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.Change;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Registration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One watch: turns changes into the events that its selection sees. An object that comes to match is {@code ADDED}, one
 * that no longer does is {@code DELETED}.
 */
final class WatchStream {
    private final VersionedObjects objects;
    private final ResourcePath path;
    private final Selection selection;
    private final @Nullable String from;
    private final boolean bookmarks;
    private final boolean initialEvents;
    private final Consumer<ObjectNode> sink;

    /** @param sink is given events in order, under the store's lock: it must only take note */
    WatchStream(VersionedObjects objects, ApiRequest request, ResourcePath path, Consumer<ObjectNode> sink) {
        this.objects = objects;
        this.path = path;
        this.selection = Selection.of(request, path);
        this.from = request.parameter("resourceVersion");
        this.bookmarks = request.flag("allowWatchBookmarks");
        this.initialEvents = request.flag("sendInitialEvents");
        this.sink = sink;
    }

    /** Starts; null when the history does not reach back far enough, which the last event has said. */
    @Nullable
    Registration start() {
        if (from == null || from.isEmpty() || from.equals("0") || initialEvents) {
            return objects.watch(path.kind(), this::present, this::tell);
        }
        try {
            return objects.watchFrom(path.kind(), Long.parseLong(from), this::tell);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("resourceVersion is not a number: " + from);
        } catch (ApiException e) {
            sink.accept(event("ERROR", e.status()));
            return null;
        }
    }

    /** Says how far this watch is, so that the client may resume there. */
    void bookmark() {
        if (bookmarks) {
            objects.withRevision(revision -> sink.accept(bookmark(revision)));
        }
    }

    private void present(VersionedObjects.Snapshot snapshot) {
        snapshot.objects().stream().filter(selection::matches).forEach(object -> sink.accept(event("ADDED", object)));
        if (initialEvents && bookmarks) {
            ObjectNode bookmark = bookmark(snapshot.resourceVersion());
            bookmark.withObjectProperty("object")
                    .withObjectProperty("metadata")
                    .putObject("annotations")
                    .put("k8s.io/initial-events-end", "true");
            sink.accept(bookmark);
        }
    }

    private void tell(Change change) {
        ObjectNode before = change.before();
        ObjectNode after = change.after();
        boolean was = before != null && selection.matches(before);
        boolean is = after != null && selection.matches(after);
        if (after != null && is) {
            sink.accept(event(was ? "MODIFIED" : "ADDED", after));
        } else if (before != null && was) {
            ObjectNode last = before.deepCopy();
            last.withObjectProperty("metadata").put("resourceVersion", Long.toString(change.resourceVersion()));
            sink.accept(event("DELETED", last));
        }
    }

    private ObjectNode bookmark(long revision) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", path.kind().kind()).put("apiVersion", path.kind().apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        return event("BOOKMARK", object);
    }

    private static ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set("object", object);
        return event;
    }
}
