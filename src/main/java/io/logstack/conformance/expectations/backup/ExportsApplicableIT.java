package io.logstack.conformance.expectations.backup;

import static io.logstack.conformance.catalog.Capability.FLUX;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Backup;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.gitops.Releases;
import io.logstack.conformance.expectations.storage.CredentialsSecretIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The server itself is asked only at safety {@code disrupt}, by a dry run: that takes the right to create what it tries. It is
 * asked for an object of another name, since it lets pass what an object of that name has violated all along.
 */
@Backup
@Observe
@Expectation(
        id = "BACKUP-01",
        level = SHOULD,
        runbook = RunbookSection.BACKUP_PROCEDURES,
        requires = {KUBERNETES, FLUX},
        rights = {
            Right.GET_RELEASES,
            Right.GET_DEFINITIONS,
            Right.GET_CREDENTIALS,
            Right.DRY_RUN_RELEASES,
            Right.DRY_RUN_CREDENTIALS
        },
        prerequisites = CredentialsSecretIT.class,
        statement =
                "HelmReleases and the credentials Secret export without server-set fields and validate against their schema",
        remedy =
                "Correct the field in git and reconcile, so that the cluster and its backup hold what the definition of today "
                        + "admits; 'kubectl explain helmrelease.spec' tells what that is")
public class ExportsApplicableIT {
    private static final String PLURAL = "helmreleases";
    private static final String DEFINITION = PLURAL + ".helm.toolkit.fluxcd.io";

    @Test
    void whatIsBackedUpCanBeAppliedAgain(Cluster cluster, Profile profile, Evidence evidence) {
        List<Backed> all = backed(cluster, profile);
        evidence.measured("objects to back up", all.size(), "objects", ">= 1", "the profile");
        List<Finding> findings = new ArrayList<>();
        for (Backed one : all) {
            evidence.measured(
                    "server-set fields in the export of " + one.name(), one.serverSet(), "", "= []", one.name());
            evidence.measured("against its schema, " + one.name(), one.troubles(), "", "= []", one.name());
            findings.add(one.finding());
            if (profile.safety() == Safety.DISRUPT) {
                Optional<String> refusal = one.trial().flatMap(trial -> cluster.refusal(one.plural(), trial));
                evidence.measured(
                        "server-side dry run, " + one.name(),
                        one.export().isEmpty() ? "nothing to try" : refusal.orElse("taken"),
                        "",
                        "= taken",
                        one.name());
                findings.add(new Finding(
                        one.export().isPresent() && refusal.isEmpty(),
                        "an export that the API server would take",
                        refusal.orElse("none"),
                        one.name()));
            }
        }
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    private static List<Backed> backed(Cluster cluster, Profile profile) {
        List<Backed> all = new ArrayList<>();
        new Releases(cluster, profile)
                .all()
                .forEach((name, release) -> all.add(Backed.of(
                        name,
                        PLURAL,
                        release,
                        release.flatMap(served -> cluster.definition(DEFINITION)
                                .flatMap(definition -> DeclaredSchema.of(definition, served.getApiVersion()))))));
        String namespace = profile.namespaces().monitoring();
        String secret = profile.objectStore().secret();
        all.add(Backed.of(
                "Secret " + namespace + "/" + secret,
                "secrets",
                cluster.secretObject(namespace, secret),
                Optional.of(DeclaredSchema.ofSecrets())));
        return all;
    }
}
