package io.logstack.conformance.homelab.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A rule of a PrometheusRule resource.
 *
 * @param name the alert's name, or the metric that a recording rule makes
 * @param alerting whether it is an alerting rule
 * @param expression PromQL
 * @param hold how long the expression must hold before the alert fires ({@code for})
 */
public record Rule(
        String name,
        boolean alerting,
        String expression,
        Duration hold,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** Rules that are evaluated together. */
    public record Group(String name, String file, Duration interval, List<Rule> rules) {}
}
