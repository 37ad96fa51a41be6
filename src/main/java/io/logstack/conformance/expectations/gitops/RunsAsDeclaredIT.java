package io.logstack.conformance.expectations.gitops;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Gitops;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Values as the Loki chart, in whichever mode the profile says, and the Alloy chart take them. */
@Gitops
@Observe
@Expectation(
        id = "GITOPS-04",
        level = SHOULD,
        runbook = RunbookSection.UPDATE_PROCEDURES,
        requires = {KUBERNETES, FLUX, LOKI},
        rights = {Right.GET_DAEMON_SETS, Right.GET_DEPLOYMENTS, Right.GET_STATEFUL_SETS, Right.GET_RELEASES},
        prerequisites = {ReleasesReadyIT.class, LokiReadyIT.class},
        statement = "Retention, storage, resources and replicas run as the HelmReleases declare them",
        remedy =
                "Write what is to hold into the HelmRelease in git, then 'flux reconcile helmrelease loki -n monitoring "
                        + "--force' to have it so; a value that the chart does not read changes nothing")
public class RunsAsDeclaredIT {
    @Test
    void whatIsDeclaredRuns(Cluster cluster, Loki loki, Profile profile, Evidence evidence) {
        Releases releases = new Releases(cluster, profile);
        List<Comparison> comparisons = new ArrayList<>();
        releases.release(profile.loki().helmRelease())
                .map(Declared::of)
                .ifPresent(declared -> comparisons.addAll(loki(declared, cluster, loki, profile)));
        releases.release(profile.alloy().helmRelease())
                .map(Declared::of)
                .ifPresent(declared -> comparisons.addAll(alloy(declared, cluster, profile)));
        evidence.measured(
                "declared values compared with what runs",
                comparisons.size(),
                "values",
                ">= 1",
                "HelmReleases, spec.values");
        comparisons.forEach(comparison -> evidence.measured(
                comparison.what(),
                comparison.running().orElse("nothing"),
                "",
                "= " + comparison.declared() + ", as declared",
                comparison.source()));
        judge(comparisons);
    }

    static void judge(List<Comparison> comparisons) {
        SoftAssertions.assertSoftly(softly ->
                comparisons.forEach(comparison -> softly.check(() -> assertThat(new Finding(
                                comparison.agrees(),
                                comparison.what() + " to run as declared, " + comparison.declared(),
                                comparison.running().orElse("nothing of the kind"),
                                comparison.source()))
                        .orElse(RunsAsDeclaredIT.class)
                        .holds())));
        if (comparisons.isEmpty()) {
            throw new InconclusiveException(
                    "No HelmRelease declares retention, storage, resources or replicas in spec.values, and values from "
                            + "elsewhere (spec.valuesFrom) are not read, so there is nothing to compare.",
                    null);
        }
    }

    private static List<Comparison> loki(Declared declared, Cluster cluster, Loki loki, Profile profile) {
        LokiConfig config = LokiConfig.read(loki);
        String namespace = profile.namespaces().monitoring();
        Optional<Deployment> gateway =
                cluster.deployment(namespace, profile.gateway().deployment());
        Comparisons comparisons = new Comparisons(declared)
                .config(
                        "loki.limits_config.retention_period",
                        Comparison.DURATION,
                        config,
                        "limits_config.retention_period")
                .config("loki.compactor.retention_enabled", Comparison.TEXT, config, "compactor.retention_enabled")
                .config(
                        "loki.schemaConfig.configs.-1.object_store",
                        Comparison.TEXT,
                        config,
                        "schema_config.configs.-1.object_store")
                .config(
                        "loki.storage.bucketNames.chunks",
                        Comparison.TEXT,
                        config,
                        "storage_config.aws.bucketnames",
                        "common.storage.s3.bucketnames",
                        "storage_config.object_store.s3.bucket_name")
                .replicas(
                        "gateway",
                        gateway.map(found -> found.getSpec().getReplicas()),
                        "Deployment " + namespace + "/" + profile.gateway().deployment());
        for (LokiComponent component : LokiComponent.of(profile)) {
            Optional<Replicated> workload = Replicated.of(cluster, namespace, component);
            comparisons
                    .replicas(component.values(), workload.map(Replicated::replicas), component.controller(profile))
                    .resources(
                            component.values() + ".resources",
                            workload.map(Replicated::template).orElse(null),
                            profile.loki().container(),
                            component.controller(profile));
        }
        return comparisons.found();
    }

    /** What a StatefulSet and a Deployment have in common. */
    private record Replicated(Integer replicas, PodTemplateSpec template) {
        static Optional<Replicated> of(Cluster cluster, String namespace, LokiComponent component) {
            return switch (component.kind()) {
                case STATEFUL_SET ->
                    cluster.statefulSet(namespace, component.workload())
                            .map(StatefulSet::getSpec)
                            .map(spec -> new Replicated(spec.getReplicas(), spec.getTemplate()));
                case DEPLOYMENT ->
                    cluster.deployment(namespace, component.workload())
                            .map(Deployment::getSpec)
                            .map(spec -> new Replicated(spec.getReplicas(), spec.getTemplate()));
            };
        }
    }

    private static List<Comparison> alloy(Declared declared, Cluster cluster, Profile profile) {
        String namespace = profile.namespaces().monitoring();
        Optional<DaemonSet> set = cluster.daemonSet(namespace, profile.alloy().daemonSet());
        return new Comparisons(declared)
                .resources(
                        "alloy.resources",
                        set.map(found -> found.getSpec().getTemplate()).orElse(null),
                        profile.alloy().container(),
                        "DaemonSet " + namespace + "/" + profile.alloy().daemonSet())
                .found();
    }
}
