package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The evidence of one judgement. */
final class RecordedEvidence implements Evidence {
    private static final int LONGEST_ATTACHMENT = 64 * 1024;

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();

    @Override
    @SuppressWarnings(
            "NullAway") // expectations outside the null-checked code may pass null: that is what empty() is for
    public synchronized void measured(
            String name, @Nullable Object value, String unit, @Nullable String threshold, String source) {
        measurements.add(new Measurement(name, value, unit, threshold, source, Instant.now()));
    }

    @Override
    public synchronized void attach(String name, String mediaType, String content) {
        attachments.add(new Attachment(name, mediaType, Text.cut(content, LONGEST_ATTACHMENT)));
    }

    @Override
    public synchronized void chart(Chart chart) {
        charts.add(chart);
    }

    synchronized List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    synchronized List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    synchronized List<Chart> charts() {
        return List.copyOf(charts);
    }

    /** Why this evidence cannot carry a pass, or empty when it can. */
    static Optional<String> insufficient(List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return Optional.of("it ended without a violation and without a measurement, so nothing is known");
        }
        return measurements.stream()
                .filter(measurement -> isNothing(measurement.value()))
                .map(measurement -> "it ended without a violation, but its measurement '" + measurement.name() + "' is "
                        + measurement.value() + " (read from " + measurement.source() + "), which proves nothing")
                .findFirst();
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null
                || (value instanceof Double number && number.isNaN())
                || (value instanceof Float number && number.isNaN());
    }
}
