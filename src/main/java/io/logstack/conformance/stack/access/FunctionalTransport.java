package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.ProxyAddress;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.params.HttpConnectionParams;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** REST Assured, which asks the functional questions; each over a connection of its own. */
final class FunctionalTransport implements Transport {
    /** The client of the request that a thread is making, which REST Assured asks for on that thread. */
    private static final ThreadLocal<OneRequestClient> CLIENTS = new ThreadLocal<>();

    /** One for all requests, because REST Assured takes longer to put a configuration together than to ask. */
    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig().httpClientFactory(FunctionalTransport::ofThisThread))
            .redirect(RedirectConfig.redirectConfig().followRedirects(false))
            .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders())
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private final ScheduledExecutorService alarms;
    private final Duration deadline;
    private final long bodyCap;
    private final Outbound outbound;

    /** @param alarms ends what is not answered in time; not shut down here */
    FunctionalTransport(ScheduledExecutorService alarms, Duration deadline, long bodyCap, Outbound outbound) {
        this.alarms = alarms;
        this.deadline = deadline;
        this.bodyCap = bodyCap;
        this.outbound = outbound;
    }

    @Override
    public Told send(Ask ask) throws IOException {
        try (OneRequestClient client = new OneRequestClient(ask.uri().getHost())) {
            CLIENTS.set(client);
            try {
                return exchange(ask, client);
            } catch (Exception e) {
                if (client.expired || e instanceof InterruptedIOException) {
                    throw new DeadlineExceededException(deadline);
                }
                throw e;
            } finally {
                CLIENTS.remove();
            }
        }
    }

    private static OneRequestClient ofThisThread() {
        return Objects.requireNonNull(CLIENTS.get(), "no request is being made on this thread");
    }

    private Told exchange(Ask ask, OneRequestClient client) throws IOException {
        RequestSpecification request =
                RestAssured.given().config(CONFIG).urlEncodingEnabled(false).headers(ask.headers());
        outbound.proxyTo(ask.uri().getHost())
                .filter(proxy -> proxy.kind() == ProxyAddress.Kind.HTTP)
                .ifPresent(proxy -> request.proxy(proxy.host(), proxy.port()));
        if (ask.contentType() != null) {
            request.contentType(ask.contentType()).body(ask.body());
        }
        Response response = request.request(ask.method(), ask.uri());
        EncodedBodyException.refuse(Objects.requireNonNullElse(response.header("Content-Encoding"), ""));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long length = 0;
        client.go();
        // REST Assured hands the stream over unread as long as nothing was expected of the body.
        try (InputStream in = response.asInputStream()) {
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
                if (length > bodyCap) {
                    client.abort();
                    throw new BodyTooLargeException(bodyCap);
                }
                if (ask.keepBody()) {
                    body.write(buffer, 0, n);
                }
            }
        }
        client.stop();
        String contentType = response.contentType();
        return new Told(
                response.statusCode(),
                contentType == null ? "" : contentType,
                body.toByteArray(),
                length,
                client.spent);
    }

    /**
     * An HTTP client for one request, whose connection is cut when the deadline has passed. Time that REST Assured spends
     * between the answer's head and its body does not count: at its first request that is seconds.
     */
    @SuppressWarnings("deprecation") // REST Assured takes no other.
    private final class OneRequestClient extends DefaultHttpClient implements AutoCloseable {
        private volatile boolean expired;
        private Duration spent = Duration.ZERO;
        private long runningSince;
        private @Nullable ScheduledFuture<?> alarm;

        OneRequestClient(String host) throws IOException {
            super(
                    outbound.socks()
                            ? new PoolingClientConnectionManager(
                                    SchemeSockets.registry(outbound, host), SchemeSockets.UNRESOLVED)
                            : new PoolingClientConnectionManager(SchemeSockets.registry(outbound, host)));
            setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
            int milliseconds = Math.toIntExact(deadline.toMillis());
            HttpConnectionParams.setConnectionTimeout(getParams(), milliseconds);
            HttpConnectionParams.setSoTimeout(getParams(), milliseconds);
            addResponseInterceptor((response, context) -> stop());
        }

        /** The first thing that happens when a request is executed. */
        @Override
        protected HttpContext createHttpContext() {
            go();
            return super.createHttpContext();
        }

        void go() {
            runningSince = System.nanoTime();
            alarm = alarms.schedule(this::expire, deadline.minus(spent).toMillis(), TimeUnit.MILLISECONDS);
        }

        void stop() {
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
                spent = spent.plusNanos(System.nanoTime() - runningSince);
            }
        }

        private void expire() {
            expired = true;
            abort();
        }

        void abort() {
            getConnectionManager().shutdown();
        }

        @Override
        public void close() {
            stop();
            abort();
        }
    }
}
