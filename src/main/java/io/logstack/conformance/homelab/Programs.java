package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.gateway.EmbeddedGateway;
import io.logstack.conformance.homelab.kubernetes.controller.PodListener;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.workloads.Container;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What runs in the cluster's pods. */
final class Programs implements PodListener {
    private final Alloys alloys;
    private final Canaries canaries;
    private final BarePods barePods;
    private final Map<RunningPod, List<Container>> talkative = new ConcurrentHashMap<>();

    private final ContainerIndex containers;
    private final LokiProcess loki;
    private final LokiComponents components;
    private final EmbeddedGateway gateway;
    private final Function<RunningPod, String> volumes;

    /**
     * @param network what bare pods reach
     * @param loki what runs in Loki's pods
     * @param components which pod runs what of it
     * @param gateway what runs in the gateway's pods, all of them together
     * @param volumes tells the volume that a pod has
     */
    Programs(
            Alloys alloys,
            Canaries canaries,
            ContainerIndex containers,
            PodNetwork network,
            LokiProcess loki,
            LokiComponents components,
            EmbeddedGateway gateway,
            Function<RunningPod, String> volumes) {
        this.barePods = new BarePods(network);
        this.alloys = alloys;
        this.canaries = canaries;
        this.containers = containers;
        this.loki = loki;
        this.components = components;
        this.gateway = gateway;
        this.volumes = volumes;
    }

    @Override
    public void started(RunningPod pod) throws InterruptedException {
        containers.add(pod.pod());
        Program program = Program.of(pod.pod().getSpec()).orElse(null);
        if (pod.bare()) {
            barePods.run(pod);
        } else if (program == Program.ALLOY) {
            alloys.start(pod);
        } else if (program == Program.CANARY) {
            canaries.start(pod);
        } else {
            talkative.put(pod, PodContainers.talkative(pod.pod()));
            if (program == Program.LOKI && components.isDivided()) {
                components.started(target(pod), pod, loki, volumes.apply(pod));
            } else if (program == Program.LOKI) {
                loki.started(volumes.apply(pod));
            } else if (program == Program.GATEWAY) {
                gateway.podStarted(pod.uid());
            }
        }
    }

    @Override
    public void stopped(RunningPod pod) {
        alloys.stop(pod);
        canaries.stop(pod);
        barePods.stop(pod);
        talkative.remove(pod);
        Program program = Program.of(pod.pod().getSpec()).orElse(null);
        if (program == Program.LOKI && components.isDivided()) {
            components.stopped(target(pod), pod, loki);
        } else if (program == Program.LOKI) {
            loki.stopped();
        } else if (program == Program.GATEWAY) {
            gateway.podStopped(pod.uid());
        }
        containers.remove(pod.pod());
    }

    private static String target(RunningPod pod) {
        return Layout.target(Store.node(pod.pod()));
    }

    /** The containers that write on their own, now. */
    List<Container> talkative() {
        return talkative.values().stream().flatMap(List::stream).toList();
    }
}
