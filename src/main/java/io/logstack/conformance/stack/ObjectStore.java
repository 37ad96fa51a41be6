package io.logstack.conformance.stack;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The S3 bucket, with the credentials that Loki uses. Methods throw {@link NoAnswerException} when the store does not
 * answer, and {@link Refused} when it answers with an error.
 */
public interface ObjectStore {
    /** Where it is reached from here. */
    URI endpoint();

    /** Endpoint and bucket, for messages. */
    String address();

    /**
     * Objects by key prefix, in key order.
     *
     * @param limit most objects to return; the list is paged as far as needed
     */
    List<StoredObject> list(String prefix, int limit);

    /**
     * All objects under a key prefix, in key order. Pages are asked for as the stream is read, and nothing that was read is
     * kept, so that a bucket of any size can be walked; the stream throws what the method would.
     */
    Stream<StoredObject> walk(String prefix);

    /**
     * What the store's own accounting says of the bucket, or empty when it does not tell: S3 knows no such thing; Ceph's RGW
     * tells it in {@code X-RGW-Object-Count} and {@code X-RGW-Bytes-Used}.
     */
    Optional<Statistics> statistics();

    void put(String key, byte[] content);

    byte[] get(String key);

    void delete(String key);

    /** Lists without credentials, raw: 403 is what a private bucket answers. */
    Answer listAnonymously();

    /** @param key the whole key */
    record StoredObject(String key, long size, Instant lastModified) {}

    /** @param bytes of all objects together, as they were put */
    record Statistics(long objects, long bytes) {}

    /** The store answered with an error. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String code;

        /**
         * @param code S3's error code, such as {@code NoSuchBucket}
         * @param message names address, operation, status and code
         */
        public Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        public int status() {
            return status;
        }

        /** S3's error code, such as {@code NoSuchBucket}, {@code InvalidAccessKeyId}, {@code SignatureDoesNotMatch}. */
        public String code() {
            return code;
        }
    }
}
