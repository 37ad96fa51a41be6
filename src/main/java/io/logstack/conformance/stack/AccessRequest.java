package io.logstack.conformance.stack;

/**
 * What somebody may or may not do at the Kubernetes API.
 *
 * @param verb such as {@code get}
 * @param group empty for the core group
 * @param resource plural
 * @param subresource such as {@code log}, or empty
 * @param namespace empty for what is in none
 * @param name empty for every object
 */
public record AccessRequest(
        String verb, String group, String resource, String subresource, String namespace, String name) {
    /** As {@code kubectl auth can-i} would be asked, such as {@code get secrets/loki-s3-credentials in monitoring}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (name.isEmpty() ? "" : "/" + name)
                + (subresource.isEmpty() ? "" : " --subresource=" + subresource)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
