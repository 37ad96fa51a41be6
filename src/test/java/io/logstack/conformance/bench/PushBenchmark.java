package io.logstack.conformance.bench;

import com.sun.net.httpserver.HttpServer;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.access.EndpointsStackProvider;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines a second that the workload brings to a server that takes all and does nothing with it, and what a bare loop over the
 * same client brings there when it has the same bodies ready: what is between them is making lines, writing JSON, keeping the
 * ledger, deadlines, masking and noting exchanges.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-Dsun.net.httpserver.nodelay=true"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class PushBenchmark {
    private static final int LINES = 20_000;
    private static final int BATCH = 50;
    private static final int ACCEPTED = 204;

    private final List<SyntheticLogs.Batch> batches = new ArrayList<>();
    private final List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ExecutorService executor = Executors.newCachedThreadPool();
    private int next;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private Stack stack;

    @SuppressWarnings("NullAway.Init")
    private Loki loki;

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    private URI push;

    private volatile boolean keep;

    /** Starts the server, and lets the workload send every body once, so that the loop has them. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        executor = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                if (keep) {
                    bodies.add(body.readAllBytes());
                } else {
                    body.transferTo(OutputStream.nullOutputStream());
                }
            }
            exchange.sendResponseHeaders(ACCEPTED, -1);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        push = base.resolve("/loki/api/v1/push");
        Profile profile = Profiles.load(Path.of("profiles/endpoints.yaml"), Map.of("loki.url", base.toString()));
        stack = new EndpointsStackProvider().start(profile);
        loki = stack.loki();
        SyntheticLogs logs = new Workload("bench", 1, profile.workload()).logs("push", Instant.now(), LINES, BATCH);
        ledger = new Ledger(logs);
        batches.addAll(logs.batches().toList());
        keep = true;
        bodies.clear();
        batches.forEach(batch -> loki.push(batch.streams()));
        keep = false;
        if (bodies.size() != batches.size()) {
            throw new IllegalStateException(bodies.size() + " bodies of " + batches.size() + " batches");
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        stack.close();
        server.stop(0);
        executor.shutdownNow();
    }

    /** A batch as an expectation pushes it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int workload() {
        SyntheticLogs.Batch batch = batches.get(turn());
        List<LogStream> streams = batch.streams();
        int status = accepted(loki.push(streams).status());
        ledger.acknowledged(batch);
        return status;
    }

    /** The same bytes over the same kind of client. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int bareLoop() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(push)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bodies.get(turn())))
                .build();
        return accepted(
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    /** What of the workload's time goes into making lines. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<LogStream> linesAlone() {
        return batches.get(turn()).streams();
    }

    private int turn() {
        next = (next + 1) % batches.size();
        return next;
    }

    private static int accepted(int status) {
        if (status != ACCEPTED) {
            throw new IllegalStateException("a push was answered with " + status);
        }
        return status;
    }
}
