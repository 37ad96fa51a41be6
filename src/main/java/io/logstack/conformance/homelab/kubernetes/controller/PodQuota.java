package io.logstack.conformance.homelab.kubernetes.controller;

import tools.jackson.databind.JsonNode;

/** Whether a workload may have a pod on a node. */
@FunctionalInterface
interface PodQuota {
    boolean allows(JsonNode workload, String node);
}
