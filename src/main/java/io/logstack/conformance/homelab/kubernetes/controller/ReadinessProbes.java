package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;

/** Whether a running container is ready. */
@FunctionalInterface
interface ReadinessProbes {
    boolean ready(Pod pod, String container);
}
