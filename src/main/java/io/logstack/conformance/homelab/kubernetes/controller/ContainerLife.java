package io.logstack.conformance.homelab.kubernetes.controller;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One container of one pod: what it is doing, and how it ended before. Used on the controllers' thread only. */
final class ContainerLife {
    private int restarts;
    private @Nullable Instant runningSince;
    private @Nullable String waitingFor;
    private @Nullable Death death;
    private @Nullable Death lastDeath;

    /**
     * How a container ended.
     *
     * @param reason such as {@code OOMKilled}, {@code Error} or {@code Completed}
     */
    record Death(int exitCode, String reason, Instant startedAt, Instant finishedAt) {}

    ContainerLife(Instant startedAt) {
        this.runningSince = startedAt;
    }

    boolean isRunning() {
        return runningSince != null;
    }

    int restarts() {
        return restarts;
    }

    /** When it last began to run. */
    Instant startedAt() {
        Instant since = runningSince;
        if (since != null) {
            return since;
        }
        Death last = death == null ? lastDeath : death;
        return last == null ? Instant.EPOCH : last.startedAt();
    }

    /** Ends for good. */
    void end(int exitCode, Instant at) {
        death = new Death(exitCode, exitCode == 0 ? "Completed" : "Error", startedAt(), at);
        runningSince = null;
    }

    /** Ends, and waits to be started again. */
    void crash(int exitCode, String reason, Instant at) {
        lastDeath = new Death(exitCode, reason, startedAt(), at);
        runningSince = null;
        waitingFor = "CrashLoopBackOff";
    }

    /** Runs again after {@link #crash}. */
    void restart(Instant at) {
        restarts++;
        runningSince = at;
        waitingFor = null;
    }

    /** As {@code containerStatuses} has it. */
    ObjectNode status(String name, String image, String id, boolean ready) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("name", name);
        ObjectNode state = status.putObject("state");
        Instant since = runningSince;
        Death ended = death;
        if (since != null) {
            state.putObject("running").put("startedAt", since.toString());
        } else if (ended != null) {
            state.set("terminated", terminated(ended, id));
        } else {
            String why = waitingFor == null ? "ContainerCreating" : waitingFor;
            state.putObject("waiting")
                    .put("reason", why)
                    .put("message", "back-off 10s restarting failed container=" + name);
        }
        ObjectNode before = status.putObject("lastState");
        Death last = lastDeath;
        if (last != null) {
            before.set("terminated", terminated(last, id));
        }
        return status.put("ready", ready && since != null)
                .put("started", since != null)
                .put("restartCount", restarts)
                .put("image", image)
                .put("imageID", image)
                .put("containerID", "containerd://" + id);
    }

    private static ObjectNode terminated(Death death, String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("exitCode", death.exitCode())
                .put("reason", death.reason())
                .put("startedAt", death.startedAt().toString())
                .put("finishedAt", death.finishedAt().toString())
                .put("containerID", "containerd://" + id);
    }
}
