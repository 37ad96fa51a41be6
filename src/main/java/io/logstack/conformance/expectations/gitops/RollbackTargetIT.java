package io.logstack.conformance.expectations.gitops;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Gitops;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Helm's own Secrets are not looked at: listing them would need the right to read every Secret of the namespace. */
@Gitops
@Observe
@Expectation(
        id = "GITOPS-03",
        level = SHOULD,
        runbook = RunbookSection.ROLLBACK_PROCEDURES,
        requires = {KUBERNETES, FLUX},
        rights = Right.GET_RELEASES,
        statement = "The HelmReleases of Loki and Alloy have an earlier revision to go back to",
        remedy =
                "Compare with 'helm history loki -n monitoring'; without an earlier revision, revert in git and reconcile "
                        + "instead of 'helm rollback'")
public class RollbackTargetIT {
    @Test
    void anEarlierRevisionHasRun(Cluster cluster, Profile profile, Evidence evidence) {
        Map<String, Optional<GenericKubernetesResource>> releases = new Releases(cluster, profile).all();
        List<ReleaseHistory> young = new ArrayList<>();
        SoftAssertions.assertSoftly(softly -> releases.forEach((name, release) -> {
            ReleaseHistory history = release.map(ReleaseHistory::of).orElse(new ReleaseHistory(name, List.of()));
            record(evidence, history);
            if (history.first()) {
                young.add(history);
            } else {
                softly.check(() -> assertThat(judged(history, release.isPresent()))
                        .orElse(getClass())
                        .holds());
            }
        }));
        if (!young.isEmpty()) {
            throw new InconclusiveException(
                    "There is nothing to go back to yet: "
                            + String.join(
                                    " and ",
                                    young.stream().map(ReleaseHistory::release).toList())
                            + " was installed and never upgraded; its first upgrade makes a rollback target.",
                    null);
        }
    }

    private static void record(Evidence evidence, ReleaseHistory history) {
        String source = history.release() + ", status.history";
        evidence.measured("revisions, " + history.release(), history.revisions().size(), "revisions", ">= 2", source);
        evidence.measured(
                "rollback target, " + history.release(),
                history.rollbackTarget().map(Object::toString).orElse("none"),
                "",
                null,
                source);
    }

    /** What a release's history says of a rollback. */
    static Finding judged(ReleaseHistory history, boolean exists) {
        String found = !exists
                ? "no such object"
                : history.revisions().isEmpty() ? "no history at all" : "only " + history.revisions();
        return new Finding(
                history.rollbackTarget().isPresent(),
                "a revision before the present one that has run",
                found,
                history.release() + ", status.history");
    }
}
