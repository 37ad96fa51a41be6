package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import io.logstack.conformance.homelab.workloads.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The faults that end Loki's container. Both are healed as an operator would: the pod is deleted, and a new one comes. */
final class LokiRestarts {
    private static final String BACK_OFF = "BackOff";
    private static final int RESTARTS_AT_FIRST_SIGHT = 4;
    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final Duration SINCE_OUT_OF_MEMORY = Duration.ofMinutes(1);
    private static final int GRACE_SECONDS = 30;

    private final VersionedObjects objects;
    private final Kubelets kubelets;
    private final Events events;

    LokiRestarts(VersionedObjects objects, Kubelets kubelets, Events events) {
        this.objects = objects;
        this.kubelets = kubelets;
        this.events = events;
    }

    static boolean covers(Fault fault) {
        return fault == Fault.LOKI_RESTART_LOOP || fault == Fault.LOKI_OOM_KILLED;
    }

    void switched(Fault fault, boolean on) {
        if (!on) {
            heal();
        } else if (fault == Fault.LOKI_RESTART_LOOP) {
            enterLoop();
        } else {
            runOutOfMemory();
        }
    }

    /** One turn of the loop: a waiting container is started, a running one ends. */
    void turn() {
        for (ObjectNode pod : pods()) {
            kubelets.withContainer(ObjectKey.of(pod), container(pod), life -> {
                if (life.isRunning()) {
                    life.crash(1, "Error", objects.now());
                    warn(pod);
                } else {
                    life.restart(objects.now());
                }
            });
        }
    }

    private void enterLoop() {
        for (ObjectNode pod : pods()) {
            kubelets.withContainer(ObjectKey.of(pod), container(pod), life -> {
                Instant start = objects.now().minus(LIFE.multipliedBy(RESTARTS_AT_FIRST_SIGHT));
                for (int i = 0; i < RESTARTS_AT_FIRST_SIGHT; i++) {
                    life.crash(1, "Error", start);
                    life.restart(start);
                    start = start.plus(LIFE);
                }
                life.crash(1, "Error", objects.now());
            });
            warn(pod);
        }
    }

    private void runOutOfMemory() {
        Instant at = objects.now().minus(SINCE_OUT_OF_MEMORY);
        pods().forEach(pod -> kubelets.withContainer(ObjectKey.of(pod), container(pod), life -> {
            life.crash(137, "OOMKilled", at);
            life.restart(at.plusSeconds(1));
        }));
    }

    private void warn(ObjectNode pod) {
        events.warn(
                pod,
                "kubelet",
                BACK_OFF,
                "Back-off restarting failed container " + container(pod) + " in pod "
                        + ObjectKey.of(pod).name());
    }

    private void heal() {
        for (ObjectNode pod : pods()) {
            ObjectKey key = ObjectKey.of(pod);
            events.forget(key.namespace(), key.name(), BACK_OFF);
            objects.delete(ResourceKinds.POD, key, GRACE_SECONDS, Persistence.KEEP);
        }
    }

    private List<ObjectNode> pods() {
        return objects.snapshot(ResourceKinds.POD).objects().stream()
                .filter(pod -> Program.of(pod).filter(Program.LOKI::equals).isPresent())
                .toList();
    }

    private static String container(ObjectNode pod) {
        return Program.LOKI.container(pod).orElseThrow();
    }
}
