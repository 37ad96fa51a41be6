package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.containers.preflight.Preflight;
import io.logstack.conformance.containers.startup.StartTimeline;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault that is made with real parts turns red what it is for, and nothing else but what {@code
 * fixtures/fault-matrix-containers.yaml} gives a reason for. Needs Docker, and about ten minutes.
 */
@Tag("fault-matrix-containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartFaultMatrixTest {
    private static final PartFaultRows ROWS = PartFaultRows.read();

    /** Rows are of a cluster without Grafana. */
    private final Profile profile =
            Profiles.load(Path.of("profiles/containers.yaml"), Map.of("containers.nodes", "3", "images.grafana", ""));

    private K3sCluster cluster;

    @BeforeAll
    void start() {
        ImageCatalogue images = new ImageCatalogue(profile);
        assertThat(new Preflight(K3sForm.needs(profile, images.needed())).missing())
                .as("what real parts need of this machine and is missing")
                .isEmpty();
        cluster = K3sForm.started(profile, K3sPlan.of(profile, images, System.getenv()), new StartTimeline());
    }

    @AfterAll
    void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aHealthyStackFailsNothing() {
        equalsRow(judged(), ROWS.healthy());
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void theRunEqualsItsRow(PartFault fault) {
        PartFault.Lasting lasting = fault.begin(cluster);
        try {
            equalsRow(judged(), ROWS.verdicts(fault));
        } finally {
            lasting.close();
        }
    }

    private Statement judged() {
        try (Stack stack = K3sForm.stack(profile, cluster, "k3s in containers", () -> {})) {
            return new ConformanceLauncher(profile).stack(stack).run();
        }
    }

    private static void equalsRow(Statement statement, Map<String, Set<Verdict>> row) {
        assertThat(statement.outcomes())
                .filteredOn(outcome -> outcome.expectation().area() != Area.DRIFT)
                .hasSameSizeAs(row.keySet())
                .allSatisfy(outcome -> assertThat(outcome.verdict())
                        .as(told(outcome))
                        .isIn(row.getOrDefault(outcome.expectation().id(), Set.of())));
    }

    private static String told(Outcome outcome) {
        return outcome.expectation().id() + ": " + outcome.message();
    }
}
