package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kubelets of all nodes: start the pods that were placed, report on them, and stop those that are deleted. */
final class Kubelets implements Controller {
    private static final Logger LOG = LoggerFactory.getLogger(Kubelets.class);
    private static final int ADDRESSES_OF_A_NODE = 250;

    private final ClusterView view;
    private final VersionedObjects objects;
    private final PodLogs logs;
    private final ReadinessProbes probes;
    private final Executor programs;
    private final Executor controllers;
    private final Map<String, PodRuntime> running = new LinkedHashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private final ArrayList<PodListener> listeners = new ArrayList<>();

    /**
     * @param programs runs what bare pods do
     * @param controllers the controllers' thread
     */
    Kubelets(ClusterView view, PodLogs logs, ReadinessProbes probes, Executor programs, Executor controllers) {
        this.view = view;
        this.objects = view.objects();
        this.logs = logs;
        this.probes = probes;
        this.programs = programs;
        this.controllers = controllers;
    }

    /** Adds a listener, and tells it of the pods that run already. */
    void listen(PodListener listener) {
        listeners.add(listener);
        running.values().stream()
                .filter(runtime -> !runtime.handle().bare())
                .forEach(runtime -> tell(listener, runtime.handle()));
    }

    @Override
    public void reconcile() {
        Set<String> present = new HashSet<>();
        for (Pod pod : view.pods()) {
            String uid = pod.getMetadata().getUid();
            present.add(uid);
            PodRuntime runtime = running.get(uid);
            if (ClusterView.isTerminating(pod)) {
                stop(uid);
                objects.remove(ResourceKinds.POD, PodTemplates.key(pod), Persistence.KEEP);
            } else if (runtime != null) {
                report(pod, runtime);
            } else if (pod.getSpec().getNodeName() != null && !ClusterView.isFinished(pod)) {
                start(pod);
            }
        }
        List.copyOf(running.keySet()).stream()
                .filter(uid -> !present.contains(uid))
                .forEach(this::stop);
    }

    /** Does something to the container of a running pod, and reports it. */
    boolean withContainer(ObjectKey pod, String container, Consumer<ContainerLife> action) {
        Optional<PodRuntime> runtime = runtime(pod);
        runtime.ifPresent(found -> {
            ContainerLife life = found.container(container);
            boolean ran = life.isRunning();
            int restarts = life.restarts();
            action.accept(life);
            if (life.restarts() != restarts) {
                logs.restarted(pod.namespace(), pod.name(), container);
            }
            if (!life.isRunning() && (ran || life.restarts() != restarts)) {
                logs.ended(pod.namespace(), pod.name(), container);
            }
        });
        return runtime.isPresent();
    }

    private Optional<PodRuntime> runtime(ObjectKey pod) {
        return running.values().stream()
                .filter(runtime -> runtime.handle().namespace().equals(pod.namespace())
                        && runtime.handle().name().equals(pod.name()))
                .findFirst();
    }

    private void start(Pod pod) {
        String node = pod.getSpec().getNodeName();
        Optional<Node> host = view.list(ResourceKinds.NODE, Node.class).stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(node))
                .findFirst();
        if (host.isEmpty()) {
            return;
        }
        boolean bare = pod.getMetadata().getOwnerReferences().isEmpty()
                && !"Always".equals(pod.getSpec().getRestartPolicy());
        RunningPod handle = new RunningPod(pod, bare, logs);
        PodRuntime runtime = new PodRuntime(handle, address(host.get()), nodeAddress(host.get()), objects.now());
        running.put(pod.getMetadata().getUid(), runtime);
        logs.opened(handle.namespace(), handle.name(), pod.getMetadata().getUid(), node, runtime.containerNames());
        report(pod, runtime);
        List<PodListener> told = List.copyOf(listeners);
        if (bare) {
            programs.execute(() -> run(handle, told));
        } else {
            told.forEach(listener -> tell(listener, handle));
        }
    }

    private void run(RunningPod pod, List<PodListener> told) {
        boolean failed = false;
        for (PodListener listener : told) {
            try {
                listener.started(pod);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed = true;
            } catch (Exception e) {
                LOG.warn("the program of pod {} failed", pod.name(), e);
                failed = true;
            }
        }
        int exitCode = failed ? 1 : pod.exitCode();
        controllers.execute(() -> finish(pod, exitCode));
    }

    private void finish(RunningPod pod, int exitCode) {
        PodRuntime runtime = running.get(pod.pod().getMetadata().getUid());
        if (runtime != null && pod.alive()) {
            Instant now = objects.now();
            runtime.containerNames().forEach(container -> {
                runtime.container(container).end(exitCode, now);
                logs.ended(pod.namespace(), pod.name(), container);
            });
            pod.stop();
        }
    }

    private void stop(String uid) {
        PodRuntime runtime = running.remove(uid);
        if (runtime != null) {
            RunningPod pod = runtime.handle();
            pod.stop();
            logs.removed(pod.namespace(), pod.name(), uid);
            for (PodListener listener : listeners) {
                try {
                    listener.stopped(pod);
                } catch (RuntimeException e) {
                    LOG.error("what was to happen at the end of pod {} failed", pod.name(), e);
                }
            }
        }
    }

    private void report(Pod pod, PodRuntime runtime) {
        ObjectKey key = PodTemplates.key(pod);
        objects.update(ResourceKinds.POD, key, Persistence.KEEP, current -> {
            current.set("status", runtime.status(current.withObjectProperty("status"), probes, objects.now()));
            return current;
        });
    }

    private static void tell(PodListener listener, RunningPod pod) {
        try {
            listener.started(pod);
        } catch (Exception e) {
            LOG.error("what was to run in pod {} could not be started", pod.name(), e);
        }
    }

    private String address(Node node) {
        String name = node.getMetadata().getName();
        int number = addresses.merge(name, 1, Integer::sum);
        String network = node.getSpec().getPodCIDR();
        String prefix = network == null ? "10.42.0." : network.substring(0, network.lastIndexOf('.') + 1);
        return prefix + (number % ADDRESSES_OF_A_NODE + 2);
    }

    private static String nodeAddress(Node node) {
        return node.getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .map(address -> address.getAddress())
                .findFirst()
                .orElse("127.0.0.1");
    }
}
