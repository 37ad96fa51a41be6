package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.stack.Outage;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server on the loopback address, with AWS signatures of version 4 and everything in memory. Errors are RGW's:
 * {@code NoSuchBucket} 404, {@code InvalidAccessKeyId}, {@code SignatureDoesNotMatch} and {@code AccessDenied} 403. As RGW it
 * tells, too, how many objects and bytes the bucket holds.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final int JETTY_THREADS = 24;
    private static final int MAX_OBJECT_BYTES = 256 << 20;

    /** What Loki writes at its first start ever, and never again. */
    private static final String CLUSTER_SEED = "loki_cluster_seed.json";

    private final S3Options options;
    private final Bucket bucket;
    private final int port;
    private boolean taken;
    private @Nullable S3Proxy server;

    private EmbeddedS3(S3Options options) {
        this.options = options;
        this.bucket = new Bucket(options.bucket(), options.faults());
        bucket.readableByAll(options.faults().active(Fault.BUCKET_PUBLIC));
        if (!options.age().isZero()) {
            Instant then = Instant.now().minus(options.age());
            bucket.put(
                    CLUSTER_SEED,
                    "{\"UID\":\"6d3f5a0e-7c0c-4b0e-9a52-0d0c1b6e8f11\",\"created_at\":\"" + then + "\"}",
                    then);
        }
        if (options.faults().active(Fault.STORAGE_GROWTH)) {
            bucket.dumped(true);
        }
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
        } else if (fault == Fault.STORAGE_GROWTH) {
            bucket.dumped(on);
        } else {
            openOrClose();
        }
    }

    private void openOrClose() {
        if (isAway()) {
            closePort();
        } else if (server == null) {
            server = open(port);
        }
    }

    /** The server's end and its next start, with all that it holds. */
    public Outage outage() {
        return new Outage() {
            @Override
            public void begin() {
                take(true);
            }

            @Override
            public void end() {
                take(false);
            }
        };
    }

    private synchronized void take(boolean away) {
        taken = away;
        openOrClose();
    }

    /** Taken away, down, or up behind a Service that leads nowhere. */
    private boolean isAway() {
        return taken
                || options.faults().active(Fault.S3_DOWN)
                || options.faults().active(Fault.RGW_NO_ENDPOINTS);
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
        servlets(opened)
                .addFilter(
                        new StatisticsHeaders(options.bucket(), bucket::statistics),
                        "/*",
                        EnumSet.of(DispatcherType.REQUEST));
        try {
            opened.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the homelab's S3 server cannot listen on port " + at, e);
        } catch (Exception e) {
            throw new IllegalStateException("the homelab's S3 server cannot be started", e);
        }
        return opened;
    }

    /** S3Proxy itself has no place for headers that S3 does not have. */
    private static ServletContextHandler servlets(S3Proxy proxy) {
        try {
            Field server = S3Proxy.class.getDeclaredField("server");
            server.setAccessible(true);
            return ((Server) server.get(proxy)).getDescendant(ServletContextHandler.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this S3Proxy is built otherwise than the one that the homelab knows", e);
        }
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
