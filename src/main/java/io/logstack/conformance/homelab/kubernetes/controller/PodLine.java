package io.logstack.conformance.homelab.kubernetes.controller;

import java.time.Instant;

/**
 * A line that a container wrote to stdout.
 *
 * @param sequence grows by one with every line of a cluster
 * @param at when it was written
 * @param uid of the pod, by which pods of one name are told apart
 */
public record PodLine(
        long sequence,
        Instant at,
        String node,
        String namespace,
        String pod,
        String uid,
        String container,
        String text) {}
