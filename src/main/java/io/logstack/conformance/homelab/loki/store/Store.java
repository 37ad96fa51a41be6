package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Matcher;
import io.logstack.conformance.homelab.loki.S3Access;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every entry that Loki has: in memory, or in the bucket with its index here. Thread-safe. */
public final class Store implements LogSource, AutoCloseable {
    /** Held while chunks and index files are written or deleted. */
    final Object maintenance = new Object();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Labels, MemoryStream> memory = new LinkedHashMap<>();
    private final Map<Labels, List<ChunkRef>> index = new LinkedHashMap<>();
    private final WriteAheadLog log;
    private final @Nullable ChunkBucket bucket;
    private final LokiMetrics metrics;
    private final long outOfOrderWindow;
    private boolean indexRead;
    /** Nanoseconds; what ends later was lost with the volume. */
    private long lostAfter = Long.MAX_VALUE;

    /**
     * @param log what a restart replays
     * @param s3 where chunks go, or null
     * @param outOfOrderWindow nanoseconds
     */
    public Store(WriteAheadLog log, @Nullable S3Access s3, LokiMetrics metrics, long outOfOrderWindow) {
        this.log = log;
        this.bucket = s3 == null ? null : new ChunkBucket(s3);
        this.metrics = metrics;
        this.outOfOrderWindow = outOfOrderWindow;
        this.indexRead = bucket == null;
        metrics.memoryStreams.labelValues(LokiMetrics.TENANT).set(0);
    }

    /**
     * Entry that came too late, and the oldest that would have been taken.
     *
     * @param oldest nanoseconds
     */
    public record TooFarBehind(Entry entry, long oldest) {}

    /** Keeps entries of a stream, but for those that are too far behind its newest. */
    public List<TooFarBehind> append(Labels labels, List<Entry> entries) {
        List<TooFarBehind> refused = new ArrayList<>();
        List<Entry> kept = new ArrayList<>(entries.size());
        lock.writeLock().lock();
        try {
            MemoryStream known = memory.get(labels);
            long newest = known == null || known.isNew() ? Long.MIN_VALUE : known.newest();
            for (Entry entry : entries) {
                long oldest = newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - outOfOrderWindow;
                if (entry.timestamp() < oldest) {
                    refused.add(new TooFarBehind(entry, oldest));
                } else {
                    newest = Math.max(newest, entry.timestamp());
                    kept.add(entry);
                }
            }
            if (!kept.isEmpty()) {
                log.append(labels, kept);
                remember(labels, kept);
            }
        } finally {
            lock.writeLock().unlock();
        }
        return refused;
    }

    private void remember(Labels labels, List<Entry> entries) {
        MemoryStream stream = memory.get(labels);
        if (stream == null) {
            stream = new MemoryStream(labels);
            memory.put(labels, stream);
            metrics.streamsCreated.labelValues(LokiMetrics.TENANT).inc();
            metrics.memoryStreams.labelValues(LokiMetrics.TENANT).set(memory.size());
        }
        if (!stream.hasChunk()) {
            metrics.chunksCreated.inc();
            metrics.memoryChunks.inc();
        }
        entries.forEach(stream::add);
    }

    @Override
    public List<Stream> select(List<Matcher> matchers, long start, long end) {
        readIndex();
        Map<Labels, List<ChunkRef>> refs = new LinkedHashMap<>();
        Map<Labels, List<List<Entry>>> runs = new LinkedHashMap<>();
        lock.readLock().lock();
        try {
            index.forEach((labels, ofStream) -> {
                if (matches(matchers, labels)) {
                    List<ChunkRef> overlapping = ofStream.stream()
                            .filter(ref -> ref.overlaps(start, end))
                            .toList();
                    if (!overlapping.isEmpty()) {
                        refs.put(labels, overlapping);
                    }
                }
            });
            memory.forEach((labels, stream) -> {
                if (matches(matchers, labels)) {
                    stream.collect(start, end, runs.computeIfAbsent(labels, l -> new ArrayList<>()));
                }
            });
        } finally {
            lock.readLock().unlock();
        }
        refs.forEach((labels, ofStream) -> {
            List<List<Entry>> stored = new ArrayList<>();
            ofStream.forEach(ref -> {
                List<Entry> entries = bucket().chunk(ref);
                stored.add(entries.subList(Timeline.firstFrom(entries, start), Timeline.firstFrom(entries, end)));
            });
            runs.computeIfAbsent(labels, l -> new ArrayList<>()).addAll(0, stored);
        });
        List<Stream> streams = new ArrayList<>(runs.size());
        runs.forEach((labels, ofStream) -> {
            ofStream.removeIf(List::isEmpty);
            if (!ofStream.isEmpty()) {
                streams.add(new Stream(labels, Timeline.merge(ofStream)));
            }
        });
        return streams;
    }

    private static boolean matches(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** What the index tells of streams without reading chunks: their labels, chunks, entries and bytes of a range. */
    public List<StreamStats> stats(List<Matcher> matchers, long start, long end) {
        readIndex();
        Map<Labels, StreamStats> stats = new LinkedHashMap<>();
        lock.readLock().lock();
        try {
            index.forEach((labels, refs) -> {
                if (matches(matchers, labels)) {
                    refs.stream()
                            .filter(ref -> ref.overlaps(start, end))
                            .forEach(ref -> stats.merge(
                                    labels, new StreamStats(labels, 1, ref.entries(), ref.bytes()), StreamStats::plus));
                }
            });
            memory.forEach((labels, stream) -> {
                if (matches(matchers, labels)) {
                    List<List<Entry>> runs = new ArrayList<>();
                    stream.collect(start, end, runs);
                    runs.forEach(run -> stats.merge(labels, StreamStats.of(labels, run), StreamStats::plus));
                }
            });
        } finally {
            lock.readLock().unlock();
        }
        return List.copyOf(stats.values());
    }

    /** Forgets memory and reads back what the bucket and the log have. */
    public void restart() {
        lock.writeLock().lock();
        try {
            memory.clear();
            index.clear();
            indexRead = bucket == null;
            if (bucket != null) {
                bucket.forget();
            }
            metrics.memoryStreams.labelValues(LokiMetrics.TENANT).set(0);
            metrics.memoryChunks.set(0);
            log.replay(this::remember);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** As {@link #restart}, without what was to be replayed. */
    public void restartOnNewVolume() {
        lock.writeLock().lock();
        try {
            log.lose();
            restart();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** As {@link #restart}, after the volume was lost: chunks that end later have no index file in the bucket yet. */
    public void restartOnEmptyVolume(Instant uploaded) {
        lock.writeLock().lock();
        try {
            log.lose();
            lostAfter = TimeUnit.SECONDS.toNanos(uploaded.getEpochSecond());
            restart();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Reads the index from the bucket, where that has not been done. Otherwise it is read when it is first needed, so that
     * Loki starts without its bucket.
     *
     * @throws StoreUnavailableException when S3 did not play along
     */
    public void readIndex() {
        lock.readLock().lock();
        try {
            if (indexRead) {
                return;
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            if (!indexRead) {
                index.clear();
                add(bucket().readIndex(bucket().indexFiles()).stream()
                        .filter(ref -> ref.through() <= lostAfter)
                        .toList());
                indexRead = true;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(List<ChunkRef> refs) {
        refs.forEach(ref -> {
            List<ChunkRef> ofStream = index.computeIfAbsent(ref.labels(), l -> new ArrayList<>());
            if (!ofStream.contains(ref)) {
                ofStream.add(ref);
            }
        });
    }

    private ChunkBucket bucket() {
        if (bucket == null) {
            throw new IllegalStateException("this Loki has no bucket");
        }
        return bucket;
    }

    @Nullable
    ChunkBucket bucketOrNull() {
        return bucket;
    }

    /** Takes everything out of the memory's hands, for a flush. */
    Map<MemoryStream, List<Entry>> leave() {
        Map<MemoryStream, List<Entry>> leaving = new LinkedHashMap<>();
        lock.writeLock().lock();
        try {
            memory.values().forEach(stream -> {
                if (!stream.isEmpty()) {
                    leaving.put(stream, stream.leave());
                }
            });
        } finally {
            lock.writeLock().unlock();
        }
        return leaving;
    }

    /**
     * Ends a flush: these are in the bucket and its index, the others have come back.
     *
     * @param forgetful whether the others are forgotten instead
     */
    void left(Map<MemoryStream, ChunkRef> written, Map<MemoryStream, List<Entry>> leaving, boolean forgetful) {
        lock.writeLock().lock();
        try {
            leaving.keySet().forEach(stream -> {
                if (forgetful || written.containsKey(stream)) {
                    stream.left();
                } else {
                    stream.returned();
                }
            });
            add(List.copyOf(written.values()));
            tidy();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** All chunks that the index knows. */
    List<ChunkRef> chunks() {
        readIndex();
        lock.readLock().lock();
        try {
            List<ChunkRef> refs = new ArrayList<>();
            index.values().forEach(refs::addAll);
            return refs;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Replaces chunks in the index. */
    void replace(List<ChunkRef> gone, List<ChunkRef> come) {
        lock.writeLock().lock();
        try {
            Map<Labels, List<ChunkRef>> byLabels = new HashMap<>();
            gone.forEach(ref -> byLabels.computeIfAbsent(ref.labels(), l -> new ArrayList<>())
                    .add(ref));
            byLabels.forEach((labels, refs) ->
                    index.getOrDefault(labels, new ArrayList<>()).removeAll(refs));
            index.values().removeIf(List::isEmpty);
            add(come);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Works on the streams in memory, and drops those that are empty then. */
    void forMemory(Consumer<MemoryStream> work) {
        lock.writeLock().lock();
        try {
            memory.values().forEach(work);
            tidy();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void tidy() {
        int before = memory.size();
        memory.values().removeIf(MemoryStream::isEmpty);
        metrics.streamsRemoved.labelValues(LokiMetrics.TENANT).inc(before - memory.size());
        metrics.memoryStreams.labelValues(LokiMetrics.TENANT).set(memory.size());
        metrics.memoryChunks.set(memory.size());
        Map<Labels, List<Entry>> left = new LinkedHashMap<>();
        memory.forEach((labels, stream) -> left.put(labels, stream.all()));
        log.checkpoint(left);
    }

    @Override
    public void close() {
        if (bucket != null) {
            bucket.close();
        }
    }
}
