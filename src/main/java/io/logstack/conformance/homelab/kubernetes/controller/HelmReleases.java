package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Flux's helm-controller, as far as this homelab needs it: a HelmRelease that is deleted uninstalls its release, and one that
 * is applied anew installs it, as the fixtures had it. Changed values are not rendered.
 */
final class HelmReleases implements Controller {
    private static final String FINALIZER = "finalizers.fluxcd.io";

    private final VersionedObjects objects;
    private final Faults faults;
    private final Optional<ResourceKind> kind;
    private final Map<ObjectKey, Chart> charts = new LinkedHashMap<>();

    HelmReleases(VersionedObjects objects, Faults faults) {
        this.objects = objects;
        this.faults = faults;
        this.kind = objects.kinds().of("helm.toolkit.fluxcd.io/v2", "HelmRelease");
        kind.ifPresent(releases -> objects.snapshot(releases).objects().forEach(release -> {
            ObjectKey key = ObjectKey.of(release);
            charts.put(key, Chart.of(objects, key.name()));
        }));
    }

    @Override
    public void reconcile() {
        kind.ifPresent(releases -> charts.forEach((key, chart) ->
                objects.find(releases, key).ifPresent(release -> reconcile(releases, release, key, chart))));
    }

    private void reconcile(ResourceKind releases, ObjectNode release, ObjectKey key, Chart chart) {
        boolean suspended = release.path("spec").path("suspend").asBoolean(false);
        if (ObjectFields.isTerminating(release)) {
            if (suspended || chart.uninstall()) {
                letGo(releases, key);
            }
        } else if (!suspended && release.path("status").path("conditions").isEmpty()) {
            chart.install();
            objects.update(releases, key, Persistence.KEEP, current -> progressing(current));
        } else if (isProgressing(release) && chart.ready()) {
            boolean failed = faults.active(Fault.RESTORE_FAILS)
                    && release.at("/spec/chart/spec/chart").asString("").equals("loki");
            objects.update(releases, key, Persistence.KEEP, current -> ended(current, !failed));
        }
    }

    private void letGo(ResourceKind releases, ObjectKey key) {
        objects.update(releases, key, Persistence.KEEP, current -> {
            current.withObjectProperty("metadata")
                    .withArrayProperty("finalizers")
                    .removeIf(finalizer -> finalizer.asString("").equals(FINALIZER));
            return current;
        });
    }

    private static boolean isProgressing(ObjectNode release) {
        return release.path("status")
                .path("conditions")
                .path(0)
                .path("reason")
                .asString("")
                .equals("Progressing");
    }

    private ObjectNode progressing(ObjectNode release) {
        conditions(release, "Unknown", "Progressing", "Running 'install' action with timeout of 5m0s");
        release.withObjectProperty("metadata")
                .withArrayProperty("finalizers")
                .removeAll()
                .add(FINALIZER);
        return release;
    }

    private ObjectNode ended(ObjectNode release, boolean installed) {
        String name = ObjectFields.namespace(release) + "/" + ObjectFields.name(release);
        var chart = release.path("spec").path("chart").path("spec");
        String version = chart.path("version").asString("");
        String what = "release " + name + (installed ? ".v1" : "") + " with chart "
                + chart.path("chart").asString("") + "@" + version;
        if (installed) {
            conditions(release, "True", "InstallSucceeded", "Helm install succeeded for " + what);
        } else {
            conditions(
                    release,
                    "False",
                    "InstallFailed",
                    "Helm install failed for " + what + ": context deadline exceeded");
        }
        ObjectNode status = release.withObjectProperty("status");
        status.put("lastAttemptedRevision", version).put("lastAttemptedReleaseAction", "install");
        status.withArrayProperty("history")
                .removeAll()
                .addObject()
                .put("name", ObjectFields.name(release))
                .put("namespace", ObjectFields.namespace(release))
                .put("version", 1)
                .put("status", installed ? "deployed" : "failed")
                .put("chartName", chart.path("chart").asString(""))
                .put("chartVersion", version)
                .put("firstDeployed", objects.now().toString())
                .put("lastDeployed", objects.now().toString());
        return release;
    }

    private void conditions(ObjectNode release, String status, String reason, String message) {
        ObjectNode of =
                release.withObjectProperty("status").put("observedGeneration", ObjectFields.generation(release));
        of.withArrayProperty("conditions")
                .removeAll()
                .addObject()
                .put("type", "Ready")
                .put("status", status)
                .put("reason", reason)
                .put("message", message)
                .put("observedGeneration", ObjectFields.generation(release))
                .put("lastTransitionTime", objects.now().toString());
    }
}
