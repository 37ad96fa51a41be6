package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Capability.THROW_AWAY;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.backup.ExportsApplicableIT;
import io.logstack.conformance.expectations.capacity.BacklogDoesNotGrowIT;
import io.logstack.conformance.expectations.gitops.ReleasesReadyIT;
import io.logstack.conformance.expectations.health.AlloyOnEveryNodeIT;
import io.logstack.conformance.expectations.health.CanaryOnEveryNodeIT;
import io.logstack.conformance.expectations.health.GatewayReadyIT;
import io.logstack.conformance.expectations.health.LokiReplicasReadyIT;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.expectations.ingestion.Flush;
import io.logstack.conformance.expectations.storage.ChunksArriveIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The runbook's recovery from a backup, from nothing: the deletion of the HelmReleases uninstalls Loki, and takes the volume
 * with its write-ahead log along. So it is only done to a stack that is thrown away.
 */
@Recovery
@Disrupt
@Expectation(
        id = "RECOVERY-03",
        level = SHOULD,
        runbook = RunbookSection.RECOVERY_PROCEDURES,
        requires = {KUBERNETES, FLUX, LOKI, THROW_AWAY},
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {
            ExportsApplicableIT.class,
            ReleasesReadyIT.class,
            LokiReplicasReadyIT.class,
            GatewayReadyIT.class,
            AlloyOnEveryNodeIT.class,
            CanaryOnEveryNodeIT.class,
            EveryLineComesBackIT.class,
            ChunksArriveIT.class,
            BacklogDoesNotGrowIT.class
        },
        alone = true,
        statement =
                "Deleted HelmReleases and their Secret, applied again from the backup, are ready in time, and lines are "
                        + "taken and kept as before",
        remedy = "Read 'kubectl describe helmrelease loki -n monitoring' and the helm-controller's log; check that the "
                + "backup has all three objects, without server-set fields")
public class StackRestoredFromBackupIT {
    @Test
    void theStackIsWholeAgain(Cluster cluster, Loki loki, Profile profile, Workload workload, Evidence evidence) {
        Duration limit = profile.timeouts().recovery();
        Backup backup = Backup.of(cluster, profile);
        evidence.measured("objects in the backup", backup.items().size(), "objects", ">= 1", "Kubernetes");
        assertThat(new Finding(
                        backup.missing().isEmpty() && !backup.items().isEmpty(),
                        "two HelmReleases and a Secret to back up",
                        "no " + backup.missing(),
                        "Kubernetes"))
                .orElse(getClass())
                .holds();

        Flush flush = new Flush(loki, profile, workload.settings().streams());
        PushedLines before = PushedLines.all(loki, workload, "restored-flushed");
        String seen = flush.request();
        evidence.measured("flush", seen, "", null, loki.address());
        if (!flush.seen()) {
            throw new InconclusiveException(
                    "What is to survive could not be brought to the object store, so that nothing was deleted: the flush"
                            + " was " + seen + ".",
                    null);
        }

        PushedLines throughout = PushedLines.steadily(loki, workload, "restored-throughout", limit);
        throughout.writer().push();
        WholeStack stack = new WholeStack(cluster, loki, profile);
        Look look = new Look(profile);
        throughout.writer().happens("releases and Secret are deleted");
        backup.delete(cluster);
        List<String> left = look.until(
                "the stack is uninstalled",
                profile.timeouts().settle(),
                () -> {
                    throughout.writer().pushWhenDue();
                    return left(backup, stack, cluster);
                },
                List::isEmpty);
        long applied = System.nanoTime();
        throughout.writer().happens("the backup is applied");
        backup.apply(cluster);
        int acknowledged = throughout.writer().acknowledged();
        List<String> troubles = look.until(
                "the stack is whole again",
                limit,
                () -> {
                    throughout.writer().pushWhenDue();
                    List<String> found = new ArrayList<>(stack.troubles());
                    if (throughout.writer().acknowledged() == acknowledged) {
                        found.add("no push is acknowledged");
                    }
                    return found;
                },
                List::isEmpty);
        Duration took = Duration.ofNanos(System.nanoTime() - applied);

        boolean whole = troubles.isEmpty();
        throughout.writer().happens(whole ? "the stack is whole" : "the stack is not whole in time");
        evidence.chart(throughout.writer().chart("Acknowledged lines while the stack is restored"));
        Restoration restoration = new Restoration(
                left,
                whole ? Optional.of(took) : Optional.empty(),
                troubles,
                whole ? Optional.of(before.readBack(loki, profile)) : Optional.empty(),
                whole ? Optional.of(throughout.now(loki, profile)) : Optional.empty(),
                whole
                        ? Optional.of(PushedLines.all(loki, workload, "restored-validation")
                                .readBack(loki, profile))
                        : Optional.empty(),
                throughout.writer().longestGap());
        restoration.record(limit, evidence, loki.address());
        restoration.judge(limit, getClass(), loki.address());
    }

    private static List<String> left(Backup backup, WholeStack stack, Cluster cluster) {
        List<String> left = new ArrayList<>(backup.present(cluster));
        int pods = stack.pods();
        if (pods > 0) {
            left.add(pods + " pods");
        }
        return left;
    }
}
