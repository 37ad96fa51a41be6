package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code java.net.http}, for pushes, paging and measured queries: its overhead per call is a millisecond. */
final class FastTransport implements Transport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FastTransport.class);

    private volatile @Nullable HttpClient client;
    private final Duration deadline;
    private final long bodyCap;

    /**
     * Makes a client.
     *
     * @param executor runs what the client does; not shut down here
     * @param outbound its proxy must not be a SOCKS one: the client has none
     */
    FastTransport(Executor executor, Duration deadline, long bodyCap, Outbound outbound) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .executor(executor)
                .proxy(new Selected(outbound));
        outbound.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
        this.deadline = deadline;
        this.bodyCap = bodyCap;
    }

    /** Ends the client's own thread; on Java before 21 that follows from nobody holding the client any more. */
    @Override
    public void close() {
        Object closing = client;
        client = null;
        if (closing instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("The HTTP client could not be closed", e);
            }
        }
    }

    @Override
    public Told send(Ask ask) throws IOException {
        HttpClient open = client;
        if (open == null) {
            throw new IOException("the stack has been closed");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(ask.uri());
        ask.headers().forEach(request::header);
        if (ask.contentType() == null) {
            request.method(ask.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", ask.contentType())
                    .method(ask.method(), HttpRequest.BodyPublishers.ofByteArray(ask.body()));
        }
        long start = System.nanoTime();
        // HttpRequest.timeout ends with the answer's head, so the deadline is held against the whole exchange.
        CompletableFuture<HttpResponse<CappedBody.Read>> exchange =
                open.sendAsync(request.build(), head -> new CappedBody(bodyCap, ask.keepBody()));
        try {
            HttpResponse<CappedBody.Read> response = exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            EncodedBodyException.refuse(
                    response.headers().firstValue("Content-Encoding").orElse(""));
            return new Told(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body().bytes(),
                    response.body().length(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the asking thread was interrupted");
        } catch (ExecutionException e) {
            throw causeOf(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private IOException causeOf(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof HttpTimeoutException) {
            return new DeadlineExceededException(deadline);
        }
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof BodyTooLargeException tooLarge) {
                return tooLarge;
            }
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /** The proxy by host. */
    private static final class Selected extends ProxySelector {
        private final Outbound outbound;

        Selected(Outbound outbound) {
            this.outbound = outbound;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(outbound.javaProxyTo(uri.getHost()));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException why) {
            LOG.debug("the proxy at {} does not answer", address, why);
        }
    }
}
