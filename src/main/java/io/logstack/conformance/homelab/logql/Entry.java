package io.logstack.conformance.homelab.logql;

/**
 * A log entry as it is kept.
 *
 * @param timestamp nanoseconds since the epoch
 * @param metadata structured metadata
 */
public record Entry(long timestamp, String line, Labels metadata) {}
