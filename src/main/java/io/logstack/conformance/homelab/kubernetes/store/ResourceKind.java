package io.logstack.conformance.homelab.kubernetes.store;

import java.util.List;
import java.util.Set;

/**
 * A kind of object that the API server serves.
 *
 * @param group empty for the core group
 * @param plural as in paths: {@code pods}
 * @param subresources below an object's path: {@code status}, {@code scale}, {@code log}
 * @param verbs what the API allows: {@code create}, {@code list}, …
 * @param custom declared by a CustomResourceDefinition
 */
public record ResourceKind(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        List<String> shortNames,
        Set<String> subresources,
        Set<String> verbs,
        boolean custom) {
    /** As written in manifests: {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As named in error messages: {@code pods}, {@code daemonsets.apps}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Whether {@code status} is written through a path of its own and ignored elsewhere. */
    public boolean hasStatus() {
        return subresources.contains("status");
    }

    boolean is(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind.equals(otherKind);
    }
}
