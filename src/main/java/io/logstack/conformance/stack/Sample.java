package io.logstack.conformance.stack;

import java.util.Map;

/**
 * One value of a metric query's vector, or of a Prometheus exposition.
 *
 * @param labels without the metric's name
 */
public record Sample(Map<String, String> labels, double value) {}
