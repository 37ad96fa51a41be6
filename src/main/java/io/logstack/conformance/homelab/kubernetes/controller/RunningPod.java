package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A pod whose containers run, or ran. Thread-safe. */
public final class RunningPod {
    private final Pod pod;
    private final boolean bare;
    private final PodLogs logs;
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Integer> exitCode = new AtomicReference<>();

    RunningPod(Pod pod, boolean bare, PodLogs logs) {
        this.pod = pod;
        this.bare = bare;
        this.logs = logs;
    }

    /** The pod as it was when it started. */
    public Pod pod() {
        return pod;
    }

    public String namespace() {
        return pod.getMetadata().getNamespace();
    }

    public String name() {
        return pod.getMetadata().getName();
    }

    public String node() {
        return pod.getSpec().getNodeName();
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
