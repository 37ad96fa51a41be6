package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.junit.MissingRightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that lacks rights says all of them at once, before it judges anything, and what would grant them. */
class MissingRightsTest {
    @TempDir
    private Path directory;

    private GrantedRoles roles;

    @BeforeEach
    void takeRights() throws IOException {
        String all = Files.readString(Path.of("profiles", "rbac", "observe.yaml"));
        roles = new GrantedRoles(all.replaceAll("secrets|nodes|ocirepositories|buckets", "nothing"));
    }

    @Test
    void nothingIsJudgedAndTheYamlGrantsWhatIsMissing() throws IOException {
        List<Statement> told = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT.withAuthorizer(roles), directory)) {
            ConformanceLauncher launcher = new ConformanceLauncher(live.profile("observe"))
                    .tags("health | storage | gitops")
                    .listener(new RunListener() {
                        @Override
                        public void runRefused(String why) {
                            refusals.add(why);
                        }

                        @Override
                        public void runFinished(Statement statement) {
                            told.add(statement);
                        }
                    });

            MissingRightsException missing = catchThrowableOfType(MissingRightsException.class, launcher::run);

            assertThat(missing)
                    .hasMessageStartingWith("4 rights are missing: ")
                    .hasMessageContaining("list nodes, for HEALTH-01, HEALTH-04")
                    .hasMessageContaining("get secrets/loki-s3-credentials in monitoring, for STORAGE-02, STORAGE-04")
                    .hasMessageContaining("get ocirepositories.source.toolkit.fluxcd.io in flux-system, for GITOPS-01")
                    .hasMessageContaining("get buckets.source.toolkit.fluxcd.io in flux-system, for GITOPS-01");
            assertThat(refusals).containsExactly(missing.report());
            assertThat(told)
                    .singleElement()
                    .satisfies(statement -> assertThat(statement.outcomes())
                            .filteredOn(outcome -> outcome.verdict() != Verdict.NOT_RUN)
                            .hasSizeGreaterThan(10)
                            .allMatch(outcome -> outcome.verdict() == Verdict.ERROR)
                            .allMatch(outcome -> outcome.message().contains("4 rights are missing"))
                            .allMatch(outcome -> outcome.exchanges().isEmpty()));
            assertThat(told.get(0).judgedAnything()).isFalse();

            String yaml = missing.report().substring(missing.report().indexOf("---"));
            assertThat(yaml).contains("kind: User\n    name: \"homelab\"", "name: logstack-conformance-missing");
            assertThat(new GrantedRoles(yaml).unused())
                    .isEqualTo(Set.of(
                            ": list /nodes",
                            "monitoring: get /secrets",
                            "flux-system: get source.toolkit.fluxcd.io/ocirepositories",
                            "flux-system: get source.toolkit.fluxcd.io/buckets"));
        }
    }

    @Test
    void whatIsNotSelectedNeedsNoRight() throws IOException {
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT.withAuthorizer(roles), directory)) {
            Statement statement = new ConformanceLauncher(live.profile("observe"))
                    .tags("capacity")
                    .run();

            assertThat(statement.conformant()).isTrue();
        }
    }
}
