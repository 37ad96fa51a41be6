package io.logstack.conformance.homelab.workloads;

/**
 * Something that writes to stdout.
 *
 * @param node the node of its pod
 * @param app the pod's {@code app.kubernetes.io/name}, or its own name
 * @param image what it runs
 */
public record Container(String namespace, String pod, String container, String node, String app, String image) {}
