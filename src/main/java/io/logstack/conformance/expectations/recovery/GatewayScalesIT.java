package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.catalog.Capability.GATEWAY;
import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.gitops.RolloutsCompleteIT;
import io.logstack.conformance.expectations.health.GatewayReadyIT;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The runbook's "scale gateway replicas". It patches the HelmRelease, which on a cluster that Flux runs belongs to the
 * repository: the patch would be an upgrade of the whole release, a revision more in its history, and undone by Flux at a time
 * of its own. What is judged is how the gateway's pods come and go, and that is the Deployment's affair: so its scale is
 * changed, nothing else of it, and is put back at the end.
 */
@Recovery
@Disrupt
@Expectation(
        id = "RECOVERY-04",
        level = SHOULD,
        runbook = RunbookSection.SCALING_GUIDELINES,
        requires = {KUBERNETES, LOKI, GATEWAY},
        rights = {
            Right.LIST_NODES,
            Right.LIST_PODS,
            Right.GET_DEPLOYMENTS,
            Right.GET_SERVICES,
            Right.LIST_ENDPOINTS,
            Right.SCALE_GATEWAY
        },
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {
            GatewayReadyIT.class,
            GatewayRoutesIT.class,
            RolloutsCompleteIT.class,
            EveryLineComesBackIT.class
        },
        alone = true,
        statement = "The gateway serves without an error while it is scaled to three replicas and back",
        remedy =
                "Check the gateway's readiness probe, and let its pods go on serving for a while when they are told to "
                        + "end: a preStop hook that sleeps, within terminationGracePeriodSeconds")
public class GatewayScalesIT {
    private static final int MANY = 3;
    private static final int FEW = 1;
    /** Of each reader's pauses in one of the profile's. */
    private static final int READS_PER_POLL = 5;

    @Test
    void noRequestFailsMeanwhile(
            Cluster cluster, Loki loki, Gateway gateway, Profile profile, Workload workload, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String name = "Deployment " + namespace + "/" + profile.gateway().deployment();
        Deployment deployment = cluster.deployment(namespace, profile.gateway().deployment())
                .orElseThrow(() -> assertThat(new Finding(false, "a Deployment", "no such Deployment", name))
                        .orElse(getClass())
                        .violation());
        int before = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        Room room = Room.of(deployment, cluster.nodes());
        if (!room.has(MANY)) {
            throw new NotApplicableException("The gateway's anti-affinity gives each replica a node of its own, and "
                    + room.nodes() + " nodes admit it: there is no room for " + MANY + ".");
        }
        evidence.measured("replicas before", before, "replicas", ">= 1", name);
        evidence.measured("nodes that admit the gateway", room.nodes(), "nodes", room.apart() ? ">= 3" : ">= 1", name);

        Duration limit = profile.timeouts().recovery();
        PushedLines lines = PushedLines.steadily(loki, workload, "gateway-scales", limit);
        SteadyWriter writer = lines.writer();
        ScaledGateway seen;
        try (Readers readers =
                new Readers(loki, lines.logs(), profile.timeouts().poll().dividedBy(READS_PER_POLL))) {
            GatewayScaling scaling = new GatewayScaling(cluster, profile, deployment, writer, readers);
            List<ScaledGateway.Step> steps = scaling.through(steps(before));
            readers.requireReading();
            seen = new ScaledGateway(
                    steps,
                    writer.acknowledged(),
                    writer.unacknowledged(),
                    readers.answered(),
                    readers.failed(),
                    Stream.of(writer.firstFailure(), readers.firstFailure())
                            .flatMap(Optional::stream)
                            .toList(),
                    writer.longestGap(),
                    lines.readBack(loki, profile));
        }
        evidence.chart(writer.chart("Acknowledged lines while the gateway is scaled"));
        seen.record(limit, GatewayScaling.REQUESTS, evidence, gateway.address());
        seen.judge(limit, GatewayScaling.REQUESTS, getClass(), gateway.address());
    }

    /** Up to three, down to one, and back to what it was. */
    private static List<Integer> steps(int before) {
        return before == FEW ? List.of(MANY, FEW) : List.of(MANY, FEW, before);
    }
}
