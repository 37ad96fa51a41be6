package io.logstack.conformance.stack.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What all views of one stack share to speak HTTP. */
final class Connections implements AutoCloseable {
    private static final long FUNCTIONAL_BODY_CAP = BodyCap.of(16L << 20);
    /** A page of the longest lines that Loki takes is larger than any functional answer. */
    private static final long FAST_BODY_CAP = BodyCap.of(64L << 20);

    private final ExecutorService executor = Executors.newCachedThreadPool(named("stack-http-"));
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, named("stack-deadline-"));
    private final Duration deadline;
    private final List<FastTransport> fast = new ArrayList<>();
    private final Transports direct;
    private final Transports byUrl;

    /**
     * Opens nothing yet.
     *
     * @param deadline of one request, from connect to the last byte
     * @param outbound to the profile's URLs
     */
    Connections(Duration deadline, Outbound outbound) {
        alarms.setRemoveOnCancelPolicy(true);
        this.deadline = deadline;
        direct = transports(Outbound.DIRECT);
        byUrl = outbound.equals(Outbound.DIRECT) ? direct : transports(outbound);
    }

    private Transports transports(Outbound outbound) {
        Transport functional = new FunctionalTransport(alarms, deadline, FUNCTIONAL_BODY_CAP, outbound);
        if (outbound.socks()) {
            // java.net.http knows no SOCKS; a measured query then includes its connection.
            return new Transports(functional, new FunctionalTransport(alarms, deadline, FAST_BODY_CAP, outbound));
        }
        FastTransport client = new FastTransport(executor, deadline, FAST_BODY_CAP, outbound);
        fast.add(client);
        return new Transports(functional, client);
    }

    /** To addresses of this machine: the embedded parts, and forwarded ports. */
    Transports direct() {
        return direct;
    }

    /** To the profile's URLs. */
    Transports byUrl() {
        return byUrl;
    }

    /** To what the API server's proxy leads to. */
    Transports through(KubernetesApi api) {
        return new Transports(
                new ApiServerTransport(api, deadline, FUNCTIONAL_BODY_CAP),
                new ApiServerTransport(api, deadline, FAST_BODY_CAP));
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        fast.forEach(FastTransport::close);
        alarms.shutdownNow();
        executor.shutdownNow();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
