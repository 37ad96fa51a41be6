package io.logstack.conformance.homelab.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What Prometheus runs with.
 *
 * @param port a port, or 0 for a free one
 * @param scrapeInterval pause between two scrapes of a target
 * @param evaluationInterval pause between two evaluations of the rules
 * @param window how long samples are kept
 * @param targets what there is to scrape now, asked before each round
 * @param rules what there is to evaluate now, asked before each round
 */
public record PrometheusOptions(
        int port,
        Duration scrapeInterval,
        Duration evaluationInterval,
        Duration window,
        Supplier<List<Target>> targets,
        Supplier<List<Rule.Group>> rules) {}
