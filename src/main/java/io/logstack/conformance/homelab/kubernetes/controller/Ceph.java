package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What Rook's operator writes down of Ceph: it asks Ceph every minute. */
final class Ceph {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final VersionedObjects objects;
    private final Faults faults;

    Ceph(VersionedObjects objects, Faults faults) {
        this.objects = objects;
        this.faults = faults;
    }

    static boolean covers(Fault fault) {
        return fault == Fault.CEPH_WARN || fault == Fault.CEPH_ERROR;
    }

    /** Asks again when that is due. */
    void turn() {
        cluster()
                .map(cluster ->
                        cluster.path("status").path("ceph").path("lastChecked").asString(""))
                .filter(last ->
                        last.isEmpty() || !Instant.parse(last).plus(INTERVAL).isAfter(objects.now()))
                .ifPresent(last -> look());
    }

    /** Writes down how Ceph is now. */
    void look() {
        cluster()
                .ifPresent(found -> objects.update(kind(), ObjectKey.of(found), Persistence.KEEP, cluster -> {
                    ObjectNode status = cluster.withObjectProperty("status").withObjectProperty("ceph");
                    String before = status.path("health").asString("");
                    String health = faults.active(Fault.CEPH_ERROR)
                            ? "HEALTH_ERR"
                            : faults.active(Fault.CEPH_WARN) ? "HEALTH_WARN" : "HEALTH_OK";
                    String now = objects.now().toString();
                    status.put("health", health).put("lastChecked", now);
                    if (!health.equals(before)) {
                        status.put("previousHealth", before).put("lastChanged", now);
                    }
                    status.remove("details");
                    complain(status);
                    return cluster;
                }));
    }

    private Optional<ObjectNode> cluster() {
        return objects.snapshot(kind()).objects().stream().findFirst();
    }

    private void complain(ObjectNode status) {
        if (faults.active(Fault.CEPH_WARN)) {
            check(status, "OSD_NEARFULL", "HEALTH_WARN", "1 nearfull osd(s)");
        }
        if (faults.active(Fault.CEPH_ERROR)) {
            check(status, "OSD_SCRUB_ERRORS", "HEALTH_ERR", "1 scrub errors");
            check(status, "PG_DAMAGED", "HEALTH_ERR", "Possible data damage: 1 pg inconsistent");
        }
    }

    private static void check(ObjectNode status, String name, String severity, String message) {
        status.withObjectProperty("details")
                .putObject(name)
                .put("severity", severity)
                .put("message", message);
    }

    private ResourceKind kind() {
        return objects.kinds()
                .of("ceph.rook.io/v1", "CephCluster")
                .orElseThrow(() ->
                        new IllegalStateException("the fixtures do not define CephCluster, which the homelab needs"));
    }
}
