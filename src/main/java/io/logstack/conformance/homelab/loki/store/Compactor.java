package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merges index files, and deletes what is past its retention. */
public final class Compactor {
    /** How long ago the last run was, under {@link Fault#COMPACTOR_STALLED}. */
    private static final Duration STALLED = Duration.ofDays(1);

    private final Store store;
    private final LokiMetrics metrics;
    private final InstantSource clock;
    private final Retention retention;
    private final Faults faults;
    /** Keys of chunks that the index has lost already, and the bucket not yet. */
    private final List<String> unwanted = new ArrayList<>();

    private boolean ran;

    public Compactor(Store store, LokiMetrics metrics, InstantSource clock, Retention retention, Faults faults) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        this.retention = retention;
        this.faults = faults;
        metrics.compactorRunning.set(1);
    }

    /**
     * One run.
     *
     * @throws StoreUnavailableException when S3 did not play along; the run does not count as a successful one then
     */
    public void run() {
        synchronized (store.maintenance) {
            runAlone();
        }
    }

    private void runAlone() {
        boolean stalls = faults.active(Fault.COMPACTOR_STALLED);
        if (stalls && ran) {
            return;
        }
        ran = true;
        long begin = System.nanoTime();
        if (retention.isEnabled() && !faults.active(Fault.OLD_ENTRIES_KEPT)) {
            removeFromMemory();
            removeFromBucket();
        }
        compactIndex();
        if (retention.isEnabled()) {
            metrics.retentionSucceeded.set(ended(stalls));
            metrics.retentionDuration.set((System.nanoTime() - begin) / 1e9);
        }
        metrics.compactionSucceeded.set(ended(stalls));
        metrics.compactionDuration.set((System.nanoTime() - begin) / 1e9);
    }

    /** A compactor that stalls had its last run long ago. */
    private double ended(boolean stalls) {
        Instant end = stalls ? clock.instant().minus(STALLED) : clock.instant();
        return end.toEpochMilli() / 1e3;
    }

    private long oldest(Labels labels) {
        Duration kept = retention.of(labels);
        Instant oldest = clock.instant().minus(faults.active(Fault.ENTRIES_DELETED_EARLY) ? kept.dividedBy(2) : kept);
        return Math.addExact(Math.multiplyExact(oldest.getEpochSecond(), 1_000_000_000L), oldest.getNano());
    }

    private void removeFromMemory() {
        store.forMemory(stream -> stream.removeBefore(oldest(stream.labels)));
    }

    private void removeFromBucket() {
        ChunkBucket bucket = store.bucketOrNull();
        if (bucket == null) {
            return;
        }
        List<ChunkRef> gone = new ArrayList<>();
        List<ChunkRef> come = new ArrayList<>();
        Map<Labels, Long> limits = new HashMap<>();
        for (ChunkRef ref : store.chunks()) {
            long oldest = limits.computeIfAbsent(ref.labels(), this::oldest);
            if (ref.from() >= oldest) {
                continue;
            }
            if (ref.through() >= oldest) {
                List<Entry> entries = bucket.chunk(ref);
                Chunks.Encoded rest = Chunks.encode(
                        ref.labels(),
                        entries.subList(Timeline.firstFrom(entries, oldest), entries.size()),
                        Encoding.of(faults));
                bucket.put(rest.ref().key(), rest.body());
                come.add(rest.ref());
            }
            gone.add(ref);
        }
        store.replace(gone, come);
        gone.forEach(ref -> unwanted.add(ref.key()));
    }

    /** One index file per day, where there are several or a chunk is to go; then the chunks that no file names any more. */
    private void compactIndex() {
        ChunkBucket bucket = store.bucketOrNull();
        if (bucket == null) {
            return;
        }
        List<String> before = bucket.indexFiles();
        long days = before.stream()
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .distinct()
                .count();
        if (!unwanted.isEmpty() || before.size() > days) {
            bucket.writeIndex(store.chunks(), "compactor", clock.instant().getEpochSecond(), System.nanoTime());
            bucket.delete(before);
            sweep(bucket);
        }
    }

    private void sweep(ChunkBucket bucket) {
        while (!unwanted.isEmpty()) {
            int last = unwanted.size() - 1;
            long begin = System.nanoTime();
            bucket.delete(List.of(unwanted.get(last)));
            metrics.chunkDeletion.labelValues("success").observe((System.nanoTime() - begin) / 1e9);
            unwanted.remove(last);
        }
    }
}
