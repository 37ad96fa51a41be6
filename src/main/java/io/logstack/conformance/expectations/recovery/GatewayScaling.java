package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.expectations.cluster.Selectors;
import io.logstack.conformance.expectations.cluster.ServiceEndpoints;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scales the gateway step by step, while it is written and read through. */
final class GatewayScaling {
    /** To be answered after each step: they reach what is there by then, or what should not be reached any more. */
    static final int REQUESTS = 20;

    private final Cluster cluster;
    private final Profile profile;
    private final Deployment deployment;
    private final SteadyWriter writer;
    private final Readers readers;
    private final Look look;

    GatewayScaling(Cluster cluster, Profile profile, Deployment deployment, SteadyWriter writer, Readers readers) {
        this.cluster = cluster;
        this.profile = profile;
        this.deployment = deployment;
        this.writer = writer;
        this.readers = readers;
        this.look = new Look(profile);
    }

    /** Goes through the steps, until one is not reached. */
    List<ScaledGateway.Step> through(List<Integer> steps) {
        writer.push();
        List<ScaledGateway.Step> gone = new ArrayList<>();
        for (int replicas : steps) {
            ScaledGateway.Step step = to(replicas);
            gone.add(step);
            if (step.took().isEmpty()) {
                break;
            }
        }
        return gone;
    }

    private ScaledGateway.Step to(int replicas) {
        long start = System.nanoTime();
        writer.happens("scaled to " + replicas);
        cluster.scale(deployment, replicas);
        State state = look.until(
                "the gateway at " + replicas + " replicas",
                profile.timeouts().recovery(),
                () -> {
                    writer.pushWhenDue();
                    return state();
                },
                seen -> seen.is(replicas));
        Optional<Duration> took =
                state.is(replicas) ? Optional.of(Duration.ofNanos(System.nanoTime() - start)) : Optional.empty();
        writer.happens(state.is(replicas) ? replicas + " ready" : "not " + replicas + " ready in time");
        writer.push();
        int before = answered();
        int since = look.until(
                "requests through a gateway of " + replicas + " replicas",
                profile.timeouts().settle(),
                () -> {
                    writer.pushWhenDue();
                    return answered() - before;
                },
                requests -> requests >= REQUESTS);
        return new ScaledGateway.Step(replicas, took, state.toString(), since);
    }

    private int answered() {
        return writer.acknowledged() + readers.answered();
    }

    /**
     * How far it is.
     *
     * @param pods that there are, those that end included
     * @param endpoints that the gateway's Service has ready
     */
    private record State(int wanted, int ready, int pods, int endpoints) {
        boolean is(int replicas) {
            return wanted == replicas && ready == replicas && pods == replicas && endpoints == replicas;
        }

        @Override
        public String toString() {
            return ready + " of " + wanted + " replicas ready, " + pods + " pods, " + endpoints + " ready endpoints";
        }
    }

    private State state() {
        String namespace = deployment.getMetadata().getNamespace();
        Optional<ReplicaReadiness> replicas = ReplicaReadiness.ofDeployment(
                cluster, namespace, deployment.getMetadata().getName());
        return new State(
                replicas.map(ReplicaReadiness::wanted).orElse(0),
                replicas.map(ReplicaReadiness::ready).orElse(0),
                cluster.pods(namespace, Selectors.text(deployment.getSpec().getSelector()))
                        .size(),
                ServiceEndpoints.read(cluster, namespace, profile.gateway().service())
                        .ready()
                        .size());
    }
}
