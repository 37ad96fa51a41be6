package io.logstack.conformance.homelab.kubernetes.controller;

/** Told when pods start and stop: what runs in them is decided by the homelab. */
@FunctionalInterface
public interface PodListener {
    /**
     * The containers of a pod run. For a pod of a controller this must return soon; what it writes from then on is for the
     * listener to arrange. A bare pod's program is this very call: it runs on the executor that the API was started with,
     * and once every listener has returned, the pod has succeeded; when one throws, it has failed with exit code 1.
     */
    void started(RunningPod pod) throws Exception;

    /** The containers of a pod were stopped; nothing can be written any more. */
    default void stopped(RunningPod pod) {}
}
