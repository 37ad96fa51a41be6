package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server on the loopback address, with AWS signatures of version 4 and everything in memory. Errors are RGW's:
 * {@code NoSuchBucket} 404, {@code InvalidAccessKeyId}, {@code SignatureDoesNotMatch} and {@code AccessDenied} 403.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final int JETTY_THREADS = 24;
    private static final int MAX_OBJECT_BYTES = 256 << 20;

    private final S3Options options;
    private final Bucket bucket;
    private final int port;
    private @Nullable S3Proxy server;

    private EmbeddedS3(S3Options options) {
        this.options = options;
        this.bucket = new Bucket(options.bucket(), options.faults());
        bucket.readableByAll(options.faults().active(Fault.BUCKET_PUBLIC));
        S3Proxy first = open(options.port());
        this.server = first;
        this.port = first.getPort();
        if (isAway()) {
            closePort();
        }
        options.faults().listen(this::switched);
    }

    /** Starts with the bucket in place, or as the faults that are on say. */
    public static EmbeddedS3 start(S3Options options) {
        return new EmbeddedS3(options);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String bucket() {
        return options.bucket();
    }

    public String accessKey() {
        return options.accessKey();
    }

    public String secretKey() {
        return options.secretKey();
    }

    private synchronized void switched(Fault fault, boolean on) {
        if (fault == Fault.BUCKET_PUBLIC) {
            bucket.readableByAll(on);
        } else if (isAway()) {
            closePort();
        } else if (server == null) {
            server = open(port);
        }
    }

    /** Down, or up behind a Service that leads nowhere. */
    private boolean isAway() {
        return options.faults().active(Fault.S3_DOWN) || options.faults().active(Fault.RGW_NO_ENDPOINTS);
    }

    private S3Proxy open(int at) {
        S3Proxy opened = S3Proxy.builder()
                .blobStore(bucket)
                .awsAuthentication(AuthenticationType.AWS_V4, options.accessKey(), options.secretKey())
                .endpoint(URI.create("http://127.0.0.1:" + at))
                .v4MaxNonChunkedRequestSize(MAX_OBJECT_BYTES)
                .jettyMaxThreads(JETTY_THREADS)
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        opened.setBlobStoreLocator((identity, container, blob) -> known(identity));
        try {
            opened.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the homelab's S3 server cannot listen on port " + at, e);
        } catch (Exception e) {
            throw new IllegalStateException("the homelab's S3 server cannot be started", e);
        }
        return opened;
    }

    private @Nullable AccessGrant known(@Nullable String identity) {
        boolean forgotten = options.faults().active(Fault.S3_BAD_CREDENTIALS);
        return options.accessKey().equals(identity) && !forgotten ? new AccessGrant(options.secretKey(), bucket) : null;
    }

    private void closePort() {
        S3Proxy running = server;
        server = null;
        if (running != null) {
            try {
                running.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the homelab's S3 server on port " + port + " cannot be stopped", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closePort();
        bucket.close();
    }
}
