package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A pod whose containers run, or ran. Thread-safe. */
public final class RunningPod {
    private final ObjectNode object;
    private final boolean bare;
    private @Nullable Pod pod;
    private final PodLogs logs;
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Integer> exitCode = new AtomicReference<>();

    RunningPod(ObjectNode object, boolean bare, PodLogs logs) {
        this.object = object;
        this.bare = bare;
        this.logs = logs;
    }

    /** The pod as it was when it started; not to be changed. */
    public synchronized Pod pod() {
        Pod known = pod;
        if (known == null) {
            known = Store.typed(object, Pod.class);
            pod = known;
        }
        return known;
    }

    /** The pod as it was when it started; not to be changed. */
    ObjectNode object() {
        return object;
    }

    public String namespace() {
        return ObjectFields.namespace(object);
    }

    public String name() {
        return ObjectFields.name(object);
    }

    public String uid() {
        return ObjectFields.uid(object);
    }

    /** A label of the pod, or the empty string. */
    public String label(String name) {
        return ObjectFields.label(object, name);
    }

    /** The names of its containers, in the order of its specification. */
    public List<String> containers() {
        return object.path("spec")
                .path("containers")
                .valueStream()
                .map(container -> container.path("name").asString(""))
                .toList();
    }

    public String node() {
        return ObjectFields.node(object);
    }

    /** Whether no controller owns it, and it runs to completion. */
    public boolean bare() {
        return bare;
    }

    /** False once it has been stopped. */
    public boolean alive() {
        return alive.get();
    }

    /**
     * Writes a line to a container's stdout.
     *
     * @return false when the container does not run
     */
    public boolean print(String container, String line) {
        return alive.get() && logs.append(namespace(), name(), container, line);
    }

    /** Sets the exit code of a bare pod, 0 by default. */
    public void exitWith(int code) {
        exitCode.set(code);
    }

    int exitCode() {
        Integer code = exitCode.get();
        return code == null ? 0 : code;
    }

    void stop() {
        alive.set(false);
    }
}
