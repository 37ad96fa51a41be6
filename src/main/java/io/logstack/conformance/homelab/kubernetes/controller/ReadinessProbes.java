package io.logstack.conformance.homelab.kubernetes.controller;

import tools.jackson.databind.JsonNode;

/** Whether a running container is ready. */
@FunctionalInterface
interface ReadinessProbes {
    boolean ready(JsonNode pod, String container);
}
