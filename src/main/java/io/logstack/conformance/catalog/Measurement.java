package io.logstack.conformance.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence.
 *
 * @param name what was measured
 * @param value the measured value; numbers keep their precision, all else is text
 * @param unit unit of the value, as Prometheus names it ({@code seconds}, {@code bytes}, {@code pods}), or empty
 * @param threshold what the value is held against, readable ({@code "= 3"}, {@code "< 2 s"}), or null when it only informs
 * @param source where it was read: component and path, object, or query
 * @param at when it was read
 */
public record Measurement(
        String name, Object value, String unit, @Nullable String threshold, String source, Instant at) {}
