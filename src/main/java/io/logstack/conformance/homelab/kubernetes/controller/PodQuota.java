package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Whether a workload may have a pod on a node. */
@FunctionalInterface
interface PodQuota {
    boolean allows(HasMetadata workload, String node);
}
