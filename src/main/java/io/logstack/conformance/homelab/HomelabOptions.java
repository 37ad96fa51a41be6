package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.kubernetes.api.Authorizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a homelab is started with.
 *
 * @param cluster directories with the cluster's objects; what lies in a later one is laid over those before
 * @param applied directories with what somebody applies after the start, by which it is known what the programs of such a
 *     cluster are called; empty where the cluster has them already
 * @param faults those that are on from the start
 * @param seed what the workloads' lines are drawn from
 * @param quiet whether nothing writes logs, so that Loki stays empty
 * @param age how long ago the cluster's objects were created; the workloads' history reaches back no further
 * @param ports where the parts listen
 * @param retention how long Loki keeps entries
 * @param retentionSlack how much longer the compactor may need; by default the history reaches back beyond it
 * @param authorizer who may do what at the Kubernetes API
 */
public record HomelabOptions(
        List<Path> cluster,
        List<Path> applied,
        Set<Fault> faults,
        long seed,
        boolean quiet,
        Duration age,
        Ports ports,
        Duration retention,
        Duration retentionSlack,
        Pacing pacing,
        Authorizer authorizer) {
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration SLACK = Duration.ofHours(26);

    /** The healthy cluster of the working directory's fixtures, on free ports, some days older than its retention. */
    public static final HomelabOptions DEFAULT = new HomelabOptions(
            List.of(Path.of("fixtures", "cluster")),
            List.of(),
            Set.of(),
            1,
            false,
            RETENTION.plus(SLACK).plusDays(7),
            Ports.FREE,
            RETENTION,
            SLACK,
            Pacing.DEFAULT,
            Authorizer.EVERYTHING);

    public HomelabOptions {
        cluster = List.copyOf(cluster);
        applied = List.copyOf(applied);
        faults = Set.copyOf(faults);
    }

    /** Where the parts listen on the loopback address; 0 is any free port. Alloys and canaries always take free ones. */
    public record Ports(int loki, int gateway, int s3, int prometheus, int grafana, int kubernetes) {
        public static final Ports FREE = new Ports(0, 0, 0, 0, 0, 0);
    }

    public HomelabOptions withCluster(List<Path> other) {
        return new HomelabOptions(
                other, applied, faults, seed, quiet, age, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withApplied(List<Path> other) {
        return new HomelabOptions(
                cluster, other, faults, seed, quiet, age, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withFaults(Set<Fault> other) {
        return new HomelabOptions(
                cluster, applied, other, seed, quiet, age, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withFaults(Fault... others) {
        return withFaults(Set.of(others));
    }

    public HomelabOptions withSeed(long other) {
        return new HomelabOptions(
                cluster, applied, faults, other, quiet, age, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withQuiet(boolean other) {
        return new HomelabOptions(
                cluster, applied, faults, seed, other, age, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withAge(Duration other) {
        return new HomelabOptions(
                cluster, applied, faults, seed, quiet, other, ports, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withPorts(Ports other) {
        return new HomelabOptions(
                cluster, applied, faults, seed, quiet, age, other, retention, retentionSlack, pacing, authorizer);
    }

    public HomelabOptions withPacing(Pacing other) {
        return new HomelabOptions(
                cluster, applied, faults, seed, quiet, age, ports, retention, retentionSlack, other, authorizer);
    }

    public HomelabOptions withAuthorizer(Authorizer other) {
        return new HomelabOptions(
                cluster, applied, faults, seed, quiet, age, ports, retention, retentionSlack, pacing, other);
    }
}
