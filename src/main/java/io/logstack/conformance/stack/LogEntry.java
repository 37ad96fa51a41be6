package io.logstack.conformance.stack;

/**
 * One log entry.
 *
 * @param timestamp nanoseconds since the epoch
 */
public record LogEntry(long timestamp, String line) {}
