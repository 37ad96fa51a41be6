package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.Utf8;
import io.logstack.conformance.homelab.loki.LokiLimits;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Loki asks of streams and entries before it takes them; each refusal is counted under its reason. */
final class EntryValidation {
    private static final int MAX_METADATA_BYTES = 64 << 10;
    private static final int MAX_METADATA_LABELS = 128;

    private final LokiLimits limits;
    private final LokiMetrics metrics;

    EntryValidation(LokiLimits limits, LokiMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Bytes of an entry: its line and its structured metadata. */
    static long size(Entry entry) {
        return Utf8.length(entry.line()) + metadataSize(entry.metadata());
    }

    static long metadataSize(Labels metadata) {
        long size = 0;
        for (Map.Entry<String, String> label : metadata.toMap().entrySet()) {
            size += Utf8.length(label.getKey()) + Utf8.length(label.getValue());
        }
        return size;
    }

    /** What is wrong with a stream's labels. */
    Optional<String> refuse(Labels labels, List<Entry> entries) {
        int names = labels.size() - (labels.has(ServiceName.LABEL) ? 1 : 0);
        if (names > limits.maxLabelNames()) {
            return discard(
                    "max_label_names_per_series",
                    entries,
                    "entry for stream '" + labels + "' has " + names + " label names; limit " + limits.maxLabelNames());
        }
        for (Map.Entry<String, String> label : labels.toMap().entrySet()) {
            if (Utf8.length(label.getKey()) > limits.maxLabelNameLength()) {
                return discard(
                        "label_name_too_long",
                        entries,
                        "stream '" + labels + "' has label name too long: '" + label.getKey() + "'");
            }
            if (Utf8.length(label.getValue()) > limits.maxLabelValueLength()) {
                return discard(
                        "label_value_too_long",
                        entries,
                        "stream '" + labels + "' has label value too long: '" + label.getValue() + "'");
            }
        }
        return Optional.empty();
    }

    /** What is wrong with an entry. */
    Optional<String> refuse(Labels labels, Entry entry, Instant now) {
        Instant time = Instant.EPOCH.plusNanos(entry.timestamp());
        Instant oldest = now.minus(limits.rejectOldSamplesMaxAge());
        if (time.isBefore(oldest)) {
            return discard(
                    "greater_than_max_sample_age",
                    List.of(entry),
                    "entry for stream '" + labels + "' has timestamp too old: " + seconds(time)
                            + ", oldest acceptable timestamp is: " + seconds(oldest));
        }
        if (time.isAfter(now.plus(limits.creationGracePeriod()))) {
            return discard(
                    "too_far_in_future",
                    List.of(entry),
                    "entry for stream '" + labels + "' has timestamp too new: " + seconds(time));
        }
        int length = Utf8.length(entry.line());
        if (length > limits.maxLineSize()) {
            return discard(
                    "line_too_long",
                    List.of(entry),
                    "Max entry size '" + limits.maxLineSize() + "' bytes exceeded for stream '" + labels
                            + "' while adding an entry with length '" + length + "' bytes");
        }
        return refuseMetadata(labels, entry);
    }

    private Optional<String> refuseMetadata(Labels labels, Entry entry) {
        long bytes = metadataSize(entry.metadata());
        if (bytes > MAX_METADATA_BYTES) {
            return discard(
                    "structured_metadata_too_large",
                    List.of(entry),
                    "stream '" + labels + "' has structured metadata too large: '" + bytes + "' bytes, limit: '"
                            + MAX_METADATA_BYTES
                            + "' bytes. Please see `limits_config.max_structured_metadata_size` or contact your Loki"
                            + " administrator to increase it.");
        }
        if (entry.metadata().size() > MAX_METADATA_LABELS) {
            return discard(
                    "structured_metadata_too_many",
                    List.of(entry),
                    "stream '" + labels + "' has too many structured metadata labels: '"
                            + entry.metadata().size() + "', limit: '" + MAX_METADATA_LABELS
                            + "'. Please see `limits_config.max_structured_metadata_entries_count` or contact your Loki"
                            + " administrator to increase it.");
        }
        return Optional.empty();
    }

    private Optional<String> discard(String reason, List<Entry> entries, String message) {
        metrics.discard(
                reason,
                entries.size(),
                entries.stream().mapToLong(EntryValidation::size).sum());
        return Optional.of(message);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
