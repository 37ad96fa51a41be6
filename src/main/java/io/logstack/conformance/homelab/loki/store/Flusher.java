package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings what is in memory to the bucket: a chunk per stream, then an index file that names them. */
public final class Flusher {
    private static final String CLUSTER_SEED = "loki_cluster_seed.json";

    /** The reason of a flush that somebody asked for. */
    public static final String FORCED = "forced";

    /** Of however many series, a round flushes so many under {@link Fault#BACKLOG_GROWING}. */
    private static final int BEHIND = 2;

    private final Store store;
    private final LokiMetrics metrics;
    private final InstantSource clock;
    private final Faults faults;
    private long files;
    private long attempts;
    private boolean seeded;

    public Flusher(Store store, LokiMetrics metrics, InstantSource clock, Faults faults) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        this.faults = faults;
    }

    /**
     * Flushes everything. What could not be written stays in memory.
     *
     * @param reason as counted: {@link #FORCED}, {@code max_age}
     * @throws StoreUnavailableException when S3 refused any of it
     */
    public void flush(String reason) {
        synchronized (store.maintenance) {
            flushAlone(reason);
        }
    }

    private void flushAlone(String reason) {
        ChunkBucket bucket = store.bucketOrNull();
        if (bucket == null || faults.active(Fault.CHUNKS_NOT_FLUSHED)) {
            return;
        }
        Map<MemoryStream, List<Entry>> leaving = store.leave();
        if (leaving.isEmpty()) {
            return;
        }
        boolean behind = faults.active(Fault.BACKLOG_GROWING) && !reason.equals(FORCED);
        int most = behind ? BEHIND : leaving.size();
        Map<MemoryStream, Chunks.Encoded> written = new LinkedHashMap<>();
        StoreUnavailableException failure = null;
        try {
            failure = writeChunks(bucket, leaving, most, written);
            if (!written.isEmpty()) {
                writeIndex(bucket, written);
            }
        } catch (StoreUnavailableException e) {
            metrics.flushFailures.inc(written.size());
            written.clear();
            failure = e;
        } finally {
            Map<MemoryStream, ChunkRef> refs = new LinkedHashMap<>();
            written.forEach((stream, chunk) -> refs.put(stream, chunk.ref()));
            store.left(refs, leaving, faults.active(Fault.FLUSH_LOSES_DATA));
            metrics.flushQueue.set(leaving.size() - written.size());
        }
        written.values()
                .forEach(chunk -> metrics.stored(
                        reason,
                        chunk.ref().bytes(),
                        chunk.body().length,
                        chunk.ref().entries()));
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable StoreUnavailableException writeChunks(
            ChunkBucket bucket,
            Map<MemoryStream, List<Entry>> leaving,
            int most,
            Map<MemoryStream, Chunks.Encoded> written) {
        StoreUnavailableException failure = null;
        metrics.flushQueue.set(leaving.size());
        for (Map.Entry<MemoryStream, List<Entry>> entry : leaving.entrySet()) {
            if (written.size() >= most) {
                break;
            }
            Chunks.Encoded chunk = Chunks.encode(entry.getKey().labels, entry.getValue(), Encoding.of(faults));
            try {
                attempts++;
                if (faults.active(Fault.FLUSH_FAILURES) && attempts % 2 == 0) {
                    throw new StoreUnavailableException("put " + chunk.ref().key() + ": connection reset", null);
                }
                bucket.put(chunk.ref().key(), chunk.body());
                written.put(entry.getKey(), chunk);
            } catch (StoreUnavailableException e) {
                metrics.flushFailures.inc();
                failure = e;
            }
        }
        return failure;
    }

    private void writeIndex(ChunkBucket bucket, Map<MemoryStream, Chunks.Encoded> written) {
        if (!seeded && !bucket.has(CLUSTER_SEED)) {
            String seed = "{\"UID\":\"" + UUID.randomUUID() + "\",\"created_at\":\"" + clock.instant() + "\"}";
            bucket.put(CLUSTER_SEED, seed.getBytes(StandardCharsets.UTF_8));
        }
        seeded = true;
        files++;
        bucket.writeIndex(
                written.values().stream().map(Chunks.Encoded::ref).toList(),
                "loki-0",
                clock.instant().getEpochSecond(),
                System.nanoTime() + files);
    }
}
