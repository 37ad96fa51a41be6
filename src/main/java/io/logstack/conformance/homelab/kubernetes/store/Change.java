package io.logstack.conformance.homelab.kubernetes.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of one object. The nodes are never changed after this.
 *
 * @param before null when the object came into being
 * @param after null when it went
 */
public record Change(
        long resourceVersion,
        Instant at,
        ResourceKind kind,
        ObjectKey key,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {}
