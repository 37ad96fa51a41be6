package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.loki.LokiLimits;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.store.Retention;
import io.logstack.conformance.homelab.loki.store.Store;
import io.logstack.conformance.stack.LogStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Takes pushes. What is good in one is kept even when the rest is refused. Thread-safe. */
public final class Distributor {
    private final LokiLimits limits;
    private final LokiMetrics metrics;
    private final Store store;
    private final Retention retention;
    private final InstantSource clock;
    private final EntryValidation validation;
    private final IngestionFaults faults;
    private final TokenBucket rate;
    private final TokenBucket throttledRate;
    private final Map<Labels, TokenBucket> streamRates = new ConcurrentHashMap<>();
    /** Metadata that is common to many entries, once. */
    private final Map<Labels, Labels> metadata = new ConcurrentHashMap<>();

    public Distributor(
            LokiLimits limits,
            LokiMetrics metrics,
            Store store,
            Retention retention,
            InstantSource clock,
            Faults faults) {
        this.limits = limits;
        this.metrics = metrics;
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        this.validation = new EntryValidation(limits, metrics);
        this.faults = new IngestionFaults(faults);
        this.rate = new TokenBucket(limits.ingestionRate());
        this.throttledRate = new TokenBucket(LokiLimits.THROTTLED);
    }

    /**
     * Takes a push.
     *
     * @param json whether the body is JSON; else it is snappy-compressed protobuf
     * @throws PushException when it is refused, wholly or in part
     */
    public void push(boolean json, byte[] body) {
        List<PushedStream> streams = new ArrayList<>();
        for (JsonPush.Raw raw : json ? JsonPush.read(body) : ProtobufPush.read(body)) {
            streams.add(new PushedStream(ServiceName.discover(LabelsText.parse(raw.labels())), raw.entries()));
        }
        streams.forEach(this::countReceived);
        if (streams.isEmpty()) {
            throw new PushException(422, "error at least one valid stream is required for ingestion");
        }
        List<String> refusals = new ArrayList<>();
        List<PushedStream> valid = validate(streams, refusals);
        admit(valid);
        List<PushException> late = new ArrayList<>();
        valid.forEach(stream -> keep(stream, late));
        if (!late.isEmpty()) {
            throw late.get(0);
        }
        if (!refusals.isEmpty()) {
            throw new PushException(400, grouped(refusals));
        }
    }

    /**
     * Takes entries of the past as if they had been pushed back then: nothing is refused for its age, and nothing is counted
     * as received. Each stream must be new, or older than its seed, with the oldest entry first.
     */
    public void seed(List<LogStream> streams) {
        for (LogStream stream : streams) {
            Labels labels = ServiceName.discover(Labels.of(stream.labels()));
            List<Entry> entries = stream.entries().stream()
                    .map(entry -> withLevel(labels, new Entry(entry.timestamp(), entry.line(), Labels.NONE)))
                    .toList();
            if (!store.append(labels, entries).isEmpty()) {
                throw new IllegalStateException("the stream " + labels + " has newer entries than its seed");
            }
        }
    }

    private void countReceived(PushedStream stream) {
        long lines = 0;
        long metadataBytes = 0;
        for (Entry entry : stream.entries()) {
            lines += io.logstack.conformance.homelab.logql.Utf8.length(entry.line());
            metadataBytes += EntryValidation.metadataSize(entry.metadata());
        }
        if (!stream.entries().isEmpty()) {
            String hours = Long.toString(retention.of(stream.labels()).toHours());
            metrics.lines
                    .labelValues("false", LokiMetrics.TENANT)
                    .inc(stream.entries().size());
            metrics.bytes.labelValues("false", hours, LokiMetrics.TENANT).inc(lines + metadataBytes);
            metrics.metadataBytes
                    .labelValues("false", hours, LokiMetrics.TENANT)
                    .inc(metadataBytes);
        }
    }

    private List<PushedStream> validate(List<PushedStream> streams, List<String> refusals) {
        Instant now = clock.instant();
        List<PushedStream> valid = new ArrayList<>();
        for (PushedStream stream : streams) {
            if (stream.entries().isEmpty()) {
                continue;
            }
            Optional<String> refusal = validation.refuse(stream.labels(), stream.entries());
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
                // Loki counts such a stream under both reasons.
                metrics.discard(
                        "invalid_labels",
                        stream.entries().size(),
                        stream.entries().stream()
                                .mapToLong(EntryValidation::size)
                                .sum());
                continue;
            }
            List<Entry> good = new ArrayList<>(stream.entries().size());
            for (Entry entry : stream.entries()) {
                validation
                        .refuse(stream.labels(), entry, now)
                        .ifPresentOrElse(refusals::add, () -> good.add(withLevel(stream.labels(), entry)));
            }
            if (!good.isEmpty()) {
                valid.add(new PushedStream(stream.labels(), good));
            }
        }
        return valid;
    }

    private Entry withLevel(Labels stream, Entry entry) {
        Map<String, String> clean = new HashMap<>();
        entry.metadata().forEach((name, value) -> clean.put(MetadataNames.normalize(name), value));
        String level = LevelDetection.detect(stream, entry.metadata(), entry.line());
        if (!level.isEmpty()) {
            clean.putIfAbsent("detected_level", level);
        }
        Labels complete = Labels.of(clean);
        // Few combinations come again and again; a flood of others is not worth remembering.
        Labels shared = metadata.size() < 10_000
                ? metadata.computeIfAbsent(complete, m -> m)
                : metadata.getOrDefault(complete, complete);
        return new Entry(entry.timestamp(), entry.line(), shared);
    }

    private void admit(List<PushedStream> valid) {
        long lines = valid.stream().mapToLong(stream -> stream.entries().size()).sum();
        long bytes = valid.stream()
                .flatMap(stream -> stream.entries().stream())
                .mapToLong(EntryValidation::size)
                .sum();
        boolean throttled = faults.throttles();
        LokiLimits.Rate limit = throttled ? LokiLimits.THROTTLED : limits.ingestionRate();
        if (!(throttled ? throttledRate : rate).take(bytes)) {
            metrics.discard("rate_limited", lines, bytes);
            throw new PushException(
                    429,
                    "Ingestion rate limit exceeded for user " + LokiMetrics.TENANT + " (limit: "
                            + limit.perSecond() + " bytes/sec) while attempting to ingest '" + lines
                            + "' lines totaling '" + bytes
                            + "' bytes, reduce log volume or contact your Loki administrator to see if the limit can be"
                            + " increased");
        }
    }

    private void keep(PushedStream stream, List<PushException> late) {
        long bytes = stream.entries().stream().mapToLong(EntryValidation::size).sum();
        TokenBucket ofStream =
                streamRates.computeIfAbsent(stream.labels(), labels -> new TokenBucket(limits.perStreamRate()));
        if (faults.limits(stream.labels()) || !ofStream.take(bytes)) {
            metrics.discard("per_stream_rate_limit", stream.entries().size(), bytes);
            late.add(new PushException(
                    429,
                    "Per stream rate limit exceeded (limit: "
                            + limits.perStreamRate().perSecond()
                            + "B/sec) while attempting to ingest for stream '" + stream.labels() + "' totaling " + bytes
                            + "B, consider splitting a stream via additional labels or contact your Loki administrator to"
                            + " see if the limit can be increased"));
            return;
        }
        List<Entry> entries = faults.apply(stream.labels(), stream.entries());
        List<Store.TooFarBehind> refused = store.append(stream.labels(), entries);
        if (!refused.isEmpty()) {
            metrics.discard(
                    "too_far_behind",
                    refused.size(),
                    refused.stream()
                            .mapToLong(r -> EntryValidation.size(r.entry()))
                            .sum());
            late.add(new PushException(400, tooFarBehind(stream, refused)));
        }
    }

    private static String tooFarBehind(PushedStream stream, List<Store.TooFarBehind> refused) {
        String each = refused.stream()
                .limit(10)
                .map(r -> "entry with timestamp " + Timestamps.go(r.entry().timestamp())
                        + " ignored, reason: 'entry too far behind, entry timestamp is: "
                        + Timestamps.rfc3339(r.entry().timestamp()) + ", oldest acceptable timestamp is: "
                        + Timestamps.rfc3339(r.oldest()) + "',\n")
                .collect(Collectors.joining());
        return each + "user '" + LokiMetrics.TENANT + "', total ignored: " + refused.size() + " out of "
                + stream.entries().size() + " for stream: " + stream.labels();
    }

    /** Equal messages once, with their number. */
    private static String grouped(List<String> messages) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        messages.forEach(message -> counts.merge(message, 1, Integer::sum));
        boolean several = counts.size() > 1;
        return counts.entrySet().stream()
                .map(e -> several || e.getValue() > 1 ? e.getValue() + " errors like: " + e.getKey() : e.getKey())
                .collect(Collectors.joining("; "));
    }
}
