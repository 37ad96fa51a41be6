package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.loki.S3Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Chunks and index files in their bucket. Every method throws {@link StoreUnavailableException} when S3 does not play along. */
final class ChunkBucket implements AutoCloseable {
    private static final String INDEX = "index/";
    private static final int CACHED_CHUNKS = 512;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final S3Client s3;
    private final String bucket;
    /** The chunks that were read last, as in Loki's chunk cache; what is written goes past it. */
    private final Map<String, List<Entry>> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Entry>> eldest) {
            return size() > CACHED_CHUNKS;
        }
    };

    ChunkBucket(S3Access access) {
        this.bucket = access.bucket();
        this.s3 = S3Client.builder()
                .endpointOverride(access.endpoint())
                .region(Region.of(access.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
                .forcePathStyle(true)
                // S3Proxy answers a signed stream of chunks before it has read its end, and closes the connection on
                // what is left; the client finds out with its next put. So bodies go whole, without checksum trailers.
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                // As Loki's own client does; a kept connection that the server has closed meanwhile is no outage.
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(ATTEMPTS)
                        .backoffStrategy(BackoffStrategy.fixedDelay(PAUSE))
                        .build()))
                .build();
    }

    void put(String key, byte[] body) {
        talk("put " + key, () -> s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(body)));
    }

    boolean has(String key) {
        return talk("head " + key, () -> {
            try {
                s3.headObject(r -> r.bucket(bucket).key(key));
                return true;
            } catch (NoSuchKeyException e) {
                return false;
            }
        });
    }

    void delete(Collection<String> keys) {
        for (String key : keys) {
            talk("delete " + key, () -> s3.deleteObject(r -> r.bucket(bucket).key(key)));
            synchronized (cache) {
                cache.remove(key);
            }
        }
    }

    List<Entry> chunk(ChunkRef ref) {
        synchronized (cache) {
            List<Entry> known = cache.get(ref.key());
            if (known != null) {
                return known;
            }
        }
        List<Entry> entries = Chunks.decode(get(ref.key()));
        synchronized (cache) {
            cache.put(ref.key(), entries);
        }
        return entries;
    }

    private byte[] get(String key) {
        return talk(
                "get " + key,
                () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray());
    }

    void forget() {
        synchronized (cache) {
            cache.clear();
        }
    }

    /** Keys of the index files. */
    List<String> indexFiles() {
        return talk(
                "list " + INDEX,
                () -> s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(INDEX)).contents().stream()
                        .map(S3Object::key)
                        .toList());
    }

    List<ChunkRef> readIndex(Collection<String> files) {
        List<ChunkRef> refs = new ArrayList<>();
        files.forEach(file -> refs.addAll(Chunks.decodeIndex(get(file))));
        return refs;
    }

    /**
     * Writes an index file per day.
     *
     * @param author names who wrote it: an ingester or the compactor
     * @param number tells files of one second apart
     * @return their keys
     */
    List<String> writeIndex(Collection<ChunkRef> refs, String author, long second, long number) {
        Map<Long, List<ChunkRef>> days = new LinkedHashMap<>();
        refs.forEach(
                ref -> days.computeIfAbsent(ref.day(), day -> new ArrayList<>()).add(ref));
        List<String> files = new ArrayList<>();
        days.forEach((day, ofDay) -> {
            String file = INDEX + "index_" + day + "/" + second + "-" + author + "-" + number + ".tsdb.gz";
            put(file, Chunks.encodeIndex(ofDay));
            files.add(file);
        });
        return files;
    }

    private <T> T talk(String what, java.util.function.Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new StoreUnavailableException("S3 bucket " + bucket + ", " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
