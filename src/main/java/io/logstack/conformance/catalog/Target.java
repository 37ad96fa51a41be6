package io.logstack.conformance.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Whom a run acts upon, and as whom.
 *
 * @param description one line for people: cluster, context or URLs
 * @param cluster URL of the Kubernetes API, or null without Kubernetes
 * @param context the kubeconfig's context, or null where there is none
 * @param user as whom the API server knows the run, else the kubeconfig's user, or null where neither is known
 */
public record Target(
        String description,
        @Nullable String cluster,
        @Nullable String context,
        @Nullable String user) {}
