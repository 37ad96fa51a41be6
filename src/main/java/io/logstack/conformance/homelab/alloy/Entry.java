package io.logstack.conformance.homelab.alloy;

import java.time.Instant;
import java.util.Map;

/** A line that Alloy has read, under the labels of its pod. */
public record Entry(Instant at, Map<String, String> labels, String line) {}
