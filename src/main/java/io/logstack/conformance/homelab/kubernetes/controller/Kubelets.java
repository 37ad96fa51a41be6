package io.logstack.conformance.homelab.kubernetes.controller;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
        for (ObjectNode pod : view.pods()) {
            String uid = ObjectFields.uid(pod);
            present.add(uid);
            PodRuntime runtime = running.get(uid);
            if (ObjectFields.isTerminating(pod)) {
                stop(uid);
                objects.remove(ResourceKinds.POD, ObjectKey.of(pod), Persistence.KEEP);
            } else if (runtime != null) {
                report(pod, runtime);
            } else if (!ObjectFields.node(pod).isEmpty() && !ObjectFields.isFinished(pod) && isConfigured(pod)) {
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

    /** Whether the Secrets that its containers take their environment from are there: it waits for them. */
    private boolean isConfigured(ObjectNode pod) {
        return pod.path("spec")
                .path("containers")
                .valueStream()
                .flatMap(container -> container.path("envFrom").valueStream())
                .map(source -> source.path("secretRef"))
                .filter(secret -> secret.has("name") && !secret.path("optional").asBoolean(false))
                .map(secret -> new ObjectKey(
                        ObjectFields.namespace(pod), secret.path("name").asString("")))
                .allMatch(secret -> objects.find(ResourceKinds.SECRET, secret).isPresent());
    }

    private void start(ObjectNode pod) {
        String node = ObjectFields.node(pod);
        Optional<ObjectNode> host = view.nodes().stream()
                .filter(candidate -> ObjectFields.name(candidate).equals(node))
                .findFirst();
        if (host.isEmpty()) {
            return;
        }
        boolean bare = ObjectFields.owners(pod).isEmpty()
                && !pod.path("spec").path("restartPolicy").asString("").equals("Always");
        RunningPod handle = new RunningPod(pod, bare, logs);
        PodRuntime runtime = new PodRuntime(handle, address(host.get()), nodeAddress(host.get()), objects.now());
        running.put(handle.uid(), runtime);
        logs.opened(handle.namespace(), handle.name(), handle.uid(), node, runtime.containerNames());
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
        PodRuntime runtime = running.get(pod.uid());
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

    private void report(ObjectNode pod, PodRuntime runtime) {
        ObjectNode known =
                pod.path("status") instanceof ObjectNode status ? status : JsonNodeFactory.instance.objectNode();
        // Every kubelet looks at every pod after each change in the cluster, and nearly all are as they were.
        if (!runtime.status(known, probes, objects.now()).equals(pod.path("status"))) {
            objects.update(ResourceKinds.POD, ObjectKey.of(pod), Persistence.KEEP, current -> {
                current.set("status", runtime.status(current.withObjectProperty("status"), probes, objects.now()));
                return current;
            });
        }
    }

    private static void tell(PodListener listener, RunningPod pod) {
        try {
            listener.started(pod);
        } catch (Exception e) {
            LOG.error("what was to run in pod {} could not be started", pod.name(), e);
        }
    }

    private String address(JsonNode node) {
        String name = ObjectFields.name(node);
        int number = addresses.merge(name, 1, Integer::sum);
        String network = node.path("spec").path("podCIDR").asString("10.42.0.0/24");
        String prefix = network.substring(0, network.lastIndexOf('.') + 1);
        return prefix + (number % ADDRESSES_OF_A_NODE + 2);
    }

    private static String nodeAddress(JsonNode node) {
        return node.path("status")
                .path("addresses")
                .valueStream()
                .filter(address -> address.path("type").asString("").equals("InternalIP"))
                .map(address -> address.path("address").asString(""))
                .findFirst()
                .orElse("127.0.0.1");
    }
}
