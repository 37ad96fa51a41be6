package io.logstack.conformance.expectations.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackTargetTest {
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
    private static final String FIRST = "  - {version: 1, status: superseded, chartVersion: 6.29.0}\n";
    private static final String PRESENT = "  - {version: 2, status: deployed, chartVersion: 6.30.1}\n";

    @Test
    void theSupersededRevisionIsTheTarget() {
        assertThat(history(FluxObjects.RELEASE).rollbackTarget())
                .hasValueSatisfying(target -> assertThat(target.version()).isEqualTo(1));
    }

    @Test
    void afterAFailedUpgradeTheOneThatStillRunsIsTheTarget() {
        assertThat(history(FluxObjects.RELEASE.replace(
                                PRESENT, PRESENT + "  - {version: 3, status: failed, chartVersion: 6.31.0}\n"))
                        .rollbackTarget())
                .hasValueSatisfying(target -> assertThat(target.version()).isEqualTo(2));
    }

    @Test
    void aRevisionThatFailedIsNothingToGoBackTo() {
        assertThat(history(FluxObjects.RELEASE.replace("status: superseded", "status: failed"))
                        .rollbackTarget())
                .isEmpty();
    }

    @Test
    void aLostHistoryIsAViolation() {
        assertThatThrownBy(() -> judge(FluxObjects.cluster(FluxObjects.RELEASE.replace(FIRST, ""), alloy())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("only [v2 deployed");
    }

    @Test
    void whatWasNeverUpgradedCannotBeJudged() {
        assertThatThrownBy(() -> judge(FluxObjects.cluster(FluxObjects.RELEASE.replace(PRESENT, ""), alloy())))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("HelmRelease monitoring/loki was installed and never upgraded");
    }

    @Test
    void withoutHistoryOrReleaseThereIsNoEvidence() {
        String nothing = FluxObjects.RELEASE.replace(PRESENT, "").replace(FIRST, "");
        assertThatThrownBy(() -> judge(FluxObjects.cluster(nothing, alloy())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no history at all");
        assertThatThrownBy(() -> judge(new BareCluster()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such object");
    }

    private static String alloy() {
        return FluxObjects.RELEASE.replace("name: loki", "name: alloy");
    }

    private static ReleaseHistory history(String yaml) {
        return ReleaseHistory.of(FluxObjects.read(yaml));
    }

    private static void judge(BareCluster cluster) {
        new RollbackTargetIT().anEarlierRevisionHasRun(cluster, PROFILE, new NotedEvidence());
    }
}
