package io.logstack.conformance.containers.config;

import io.logstack.conformance.profile.Profile;

/**
 * Where the stack's own object store is, for those inside the stack. The credentials are not part of it: configurations take
 * them from {@link #ACCESS_KEY} and {@link #SECRET_KEY} of their environment.
 *
 * @param host name by which it is known inside
 * @param bucket the one that is judged
 */
public record StoreEndpoint(String host, int port, String region, String bucket) {
    /** The variable with the access key. */
    public static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";

    /** The variable with the secret key. */
    public static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

    /** Under the name that the profile's Service has in a cluster, so that both forms and the runbook call it the same. */
    public static StoreEndpoint of(Profile profile) {
        Profile.ObjectStore store = profile.objectStore();
        return new StoreEndpoint(
                store.service() + "." + profile.namespaces().storage() + ".svc.cluster.local",
                store.port(),
                store.region(),
                store.bucket());
    }
}
