package io.logstack.conformance.homelab.kubernetes.api;

/** Says who may do what; asked at every request, and by SelfSubjectAccessReviews. */
@FunctionalInterface
public interface Authorizer {
    /** The rights of a cluster administrator. */
    Authorizer EVERYTHING = attributes -> true;

    boolean allows(Attributes attributes);

    /**
     * What is asked for.
     *
     * @param verb such as {@code get} or {@code deletecollection}
     * @param group empty for the core group
     * @param resource plural, such as {@code pods}
     * @param subresource such as {@code log}, or empty
     * @param namespace empty for all, and for objects without one
     * @param name empty for all
     */
    record Attributes(String verb, String group, String resource, String subresource, String namespace, String name) {}
}
