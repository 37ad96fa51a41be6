package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Container;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.workloads.ProbeCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what bare pods are told to, as far as {@link ProbeCommand} goes; several containers one after another. */
final class BarePods {
    private static final Logger LOG = LoggerFactory.getLogger(BarePods.class);
    /** As a shell says that there is no such command. */
    private static final int NOT_FOUND = 127;

    private final PodNetwork network;
    private final Map<RunningPod, CountDownLatch> sleeping = new ConcurrentHashMap<>();

    BarePods(PodNetwork network) {
        this.network = network;
    }

    /** Runs the pod's program to its end, or until the pod is stopped. */
    void run(RunningPod pod) throws InterruptedException {
        CountDownLatch stopped = sleeping.computeIfAbsent(pod, p -> new CountDownLatch(1));
        try {
            for (Container container : pod.pod().getSpec().getContainers()) {
                List<String> command = new ArrayList<>(container.getCommand());
                command.addAll(container.getArgs());
                Optional<ProbeCommand> program = ProbeCommand.of(command);
                if (program.isEmpty()) {
                    LOG.warn("the homelab cannot run {} of pod {}", command, pod.name());
                    pod.print(container.getName(), "sh: the homelab runs echo, printf, sleep and wget only");
                    pod.exitWith(NOT_FOUND);
                } else {
                    run(pod, container.getName(), program.get(), stopped);
                }
            }
        } finally {
            sleeping.remove(pod);
        }
    }

    private void run(RunningPod pod, String container, ProbeCommand program, CountDownLatch stopped)
            throws InterruptedException {
        StringBuilder line = new StringBuilder();
        for (ProbeCommand.Step step : program.steps()) {
            if (!pod.alive()) {
                LOG.debug("pod {} was stopped before its program ended", pod.name());
                return;
            }
            if (step instanceof ProbeCommand.Print print) {
                line.append(print.text());
                int end = line.lastIndexOf("\n");
                line.substring(0, end + 1).lines().forEach(whole -> pod.print(container, whole));
                line.delete(0, end + 1);
            } else if (step instanceof ProbeCommand.Fetch fetch) {
                network.fetch(pod, fetch).forEach(told -> pod.print(container, told));
            } else if (step instanceof ProbeCommand.Sleep sleep
                    && stopped.await(sleep.time().toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("pod {} was stopped in its sleep", pod.name());
            }
        }
        if (line.length() > 0) {
            pod.print(container, line.toString());
        }
    }

    void stop(RunningPod pod) {
        CountDownLatch sleeps = sleeping.get(pod);
        if (sleeps != null) {
            sleeps.countDown();
        }
    }
}
