package io.logstack.conformance.homelab.kubernetes.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a list. All pages of one list show the moment of the first.
 *
 * @param resourceVersion of that moment
 * @param next what the next page is asked with, or null when there is none
 * @param remaining how many objects follow
 */
public record Page(
        long resourceVersion,
        List<ObjectNode> items,
        @Nullable String next,
        int remaining) {

    /**
     * Reads a page.
     *
     * @param limit most objects, or 0 for no limit
     * @param token {@link #next} of the page before, or null for the first
     * @throws ApiException 410 when the history no longer reaches back to the first page, 400 for a token that is none
     */
    public static Page of(
            VersionedObjects objects,
            ResourceKind kind,
            Predicate<ObjectNode> filter,
            int limit,
            @Nullable String token) {
        VersionedObjects.Snapshot snapshot;
        ObjectKey after;
        if (token == null || token.isEmpty()) {
            snapshot = objects.snapshot(kind);
            after = new ObjectKey("", "");
        } else {
            String[] parts = decode(token);
            after = new ObjectKey(parts[1], parts[2]);
            snapshot = resume(objects, kind, parts[0], token);
        }
        List<ObjectNode> items = new ArrayList<>();
        int remaining = 0;
        for (ObjectNode object : snapshot.objects()) {
            if (ObjectKey.of(object).compareTo(after) > 0 && filter.test(object)) {
                if (limit == 0 || items.size() < limit) {
                    items.add(object);
                } else {
                    remaining++;
                }
            }
        }
        String next =
                remaining == 0 ? null : encode(snapshot.resourceVersion(), ObjectKey.of(items.get(items.size() - 1)));
        return new Page(snapshot.resourceVersion(), items, next, remaining);
    }

    private static VersionedObjects.Snapshot resume(
            VersionedObjects objects, ResourceKind kind, String resourceVersion, String token) {
        try {
            return objects.snapshotAt(kind, Long.parseLong(resourceVersion));
        } catch (NumberFormatException e) {
            throw notAToken(token);
        } catch (ApiException e) {
            throw ApiException.expired("The provided continue parameter is too old to display a consistent list result."
                    + " You can start a new list without the continue parameter.");
        }
    }

    private static String encode(long resourceVersion, ObjectKey last) {
        String text = resourceVersion + "\n" + last.namespace() + "\n" + last.name();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decode(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length == 3) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw notAToken(token);
        }
        throw notAToken(token);
    }

    private static ApiException notAToken(String token) {
        return ApiException.badRequest("continue key is not valid: " + token);
    }
}
