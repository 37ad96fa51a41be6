package io.logstack.conformance.homelab;

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

/** Runs what bare pods are told to, as far as {@link ProbeCommand} goes. */
final class BarePods {
    private static final Logger LOG = LoggerFactory.getLogger(BarePods.class);
    /** As a shell says that there is no such command. */
    private static final int NOT_FOUND = 127;

    private final Map<RunningPod, CountDownLatch> sleeping = new ConcurrentHashMap<>();

    /** Runs the pod's program to its end, or until the pod is stopped. */
    void run(RunningPod pod) throws InterruptedException {
        CountDownLatch stopped = sleeping.computeIfAbsent(pod, p -> new CountDownLatch(1));
        try {
            long nanos = 0;
            for (io.fabric8.kubernetes.api.model.Container container :
                    pod.pod().getSpec().getContainers()) {
                List<String> command = new ArrayList<>(container.getCommand());
                command.addAll(container.getArgs());
                Optional<ProbeCommand> program = ProbeCommand.of(command);
                if (program.isEmpty()) {
                    LOG.warn("the homelab cannot run {} of pod {}", command, pod.name());
                    pod.print(container.getName(), "sh: the homelab runs echo, printf and sleep only");
                    pod.exitWith(NOT_FOUND);
                } else {
                    program.get().lines().forEach(line -> pod.print(container.getName(), line));
                    nanos = Math.max(nanos, program.get().sleep().toNanos());
                }
            }
            if (pod.alive() && stopped.await(nanos, TimeUnit.NANOSECONDS)) {
                LOG.debug("pod {} was stopped before its program ended", pod.name());
            }
        } finally {
            sleeping.remove(pod);
        }
    }

    void stop(RunningPod pod) {
        CountDownLatch sleeps = sleeping.get(pod);
        if (sleeps != null) {
            sleeps.countDown();
        }
    }
}
