package io.logstack.conformance.expectations.storage;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Rook last saw of Ceph: what {@code ceph status} tells in the toolbox.
 *
 * @param health such as {@code HEALTH_OK}; in words where there is none
 * @param checks what Ceph complains of: the check's name to its message
 * @param checkedAt when Rook last asked Ceph, or empty where it does not say
 * @param objectStore the object store's phase; in words where there is none
 */
record CephState(String health, Map<String, String> checks, Optional<Instant> checkedAt, String objectStore) {
    private static final String API = "ceph.rook.io/v1";

    static CephState read(Cluster cluster, Profile profile) {
        String namespace = profile.namespaces().storage();
        return of(
                cluster.custom(
                        API,
                        "CephCluster",
                        "cephclusters",
                        namespace,
                        profile.objectStore().cephCluster()),
                cluster.custom(
                        API,
                        "CephObjectStore",
                        "cephobjectstores",
                        namespace,
                        profile.objectStore().cephObjectStore()));
    }

    static CephState of(Optional<GenericKubernetesResource> cluster, Optional<GenericKubernetesResource> store) {
        return new CephState(
                cluster.map(found -> text(found.get("status", "ceph", "health"), "no health"))
                        .orElse("no such CephCluster"),
                cluster.map(found -> checks(found.get("status", "ceph", "details")))
                        .orElse(Map.of()),
                cluster.flatMap(found -> time(found.get("status", "ceph", "lastChecked"))),
                store.map(found -> text(found.get("status", "phase"), "no phase"))
                        .orElse("no such CephObjectStore"));
    }

    /** Ceph serves: healthy, or with complaints that do not keep it from that. */
    boolean serves() {
        return health.equals("HEALTH_OK") || health.equals("HEALTH_WARN");
    }

    boolean warns() {
        return health.equals("HEALTH_WARN");
    }

    /** Older releases of Rook call an object store Connected once its buckets can be used. */
    boolean objectStoreReady() {
        return objectStore.equals("Ready") || objectStore.equals("Connected");
    }

    /** Health and complaints. */
    String told() {
        return health + (checks.isEmpty() ? "" : " " + checks);
    }

    private static Map<String, String> checks(@org.jspecify.annotations.Nullable Object details) {
        Map<String, String> checks = new TreeMap<>();
        if (details instanceof Map<?, ?> map) {
            map.forEach((name, detail) -> checks.put(
                    String.valueOf(name),
                    detail instanceof Map<?, ?> fields ? text(fields.get("message"), "no message") : "no message"));
        }
        return checks;
    }

    private static Optional<Instant> time(@org.jspecify.annotations.Nullable Object value) {
        try {
            return Optional.ofNullable(value).map(text -> Instant.parse(text.toString()));
        } catch (DateTimeException e) {
            // What is no time tells as little as none; that the health is of unknown age is then said.
            return Optional.empty();
        }
    }

    private static String text(@org.jspecify.annotations.Nullable Object value, String none) {
        return value == null || value.toString().isBlank() ? none : value.toString();
    }
}
