package io.logstack.conformance.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was judged.
 *
 * @param tier the tier's name
 * @param simulated true for the embedded homelab: every report says so
 * @param description one line for people: cluster, context or URLs
 * @param versions component name to version, for those that tell
 * @param nodes number of Kubernetes nodes, or null without Kubernetes
 */
public record StackIdentity(
        String tier,
        boolean simulated,
        String description,
        Map<String, String> versions,
        @Nullable Integer nodes) {}
