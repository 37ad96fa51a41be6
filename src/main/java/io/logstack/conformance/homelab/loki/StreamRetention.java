package io.logstack.conformance.homelab.loki;

import java.time.Duration;

/**
 * A retention of its own for the streams of a selector.
 *
 * @param selector such as {@code {namespace="app"}}
 * @param priority of two that match, the higher one wins
 */
public record StreamRetention(String selector, int priority, Duration period) {}
