package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.stack.AccessRequest;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.Grafana;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A stack for the extension's own tests: a cluster and an object store in memory, and nothing else. */
final class FakeStack implements Stack {
    final Map<Capability, String> lacking = new ConcurrentHashMap<>();
    final FakeCluster cluster;
    final FakeObjectStore objectStore;
    final AtomicInteger closed = new AtomicInteger();
    final Set<AccessRequest> refused = ConcurrentHashMap.newKeySet();
    /** Runs that began, and when leftovers were looked for, in order. */
    final List<String> begun = new CopyOnWriteArrayList<>();

    private final Consumer<Exchange> log;

    FakeStack() {
        this(new FakeCluster(), new FakeObjectStore(), exchange -> {});
    }

    private FakeStack(FakeCluster cluster, FakeObjectStore objectStore, Consumer<Exchange> log) {
        this.cluster = cluster;
        this.objectStore = objectStore;
        this.log = log;
    }

    @Override
    public StackIdentity identity() {
        return new StackIdentity("embedded", true, "a fake for tests", Map.of("loki", "3.4.6"), 1);
    }

    @Override
    public Target target() {
        return new Target("a fake for tests", "https://kubernetes.invalid", "fake", "tester");
    }

    @Override
    public List<AccessRequest> refused(Collection<AccessRequest> asked) {
        return asked.stream().filter(refused::contains).toList();
    }

    @Override
    public void begin(String run) {
        begun.add(run);
    }

    @Override
    public void removeLeftovers(Duration patience) {
        begun.add("leftovers removed");
    }

    @Override
    public Optional<String> lacks(Capability capability) {
        return Optional.ofNullable(lacking.get(capability));
    }

    @Override
    public Stack recordingTo(Consumer<Exchange> log) {
        return new FakeStack(cluster, objectStore, log);
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Loki loki() {
        throw new UnsupportedOperationException("the fake has no Loki");
    }

    /** Answers every path with its own words, and tells the exchange. */
    @Override
    public Gateway gateway() {
        return new FakeGateway(log);
    }

    @Override
    public Alloy alloy() {
        throw new UnsupportedOperationException("the fake has no Alloy");
    }

    @Override
    public Canary canary() {
        throw new UnsupportedOperationException("the fake has no canary");
    }

    @Override
    public ObjectStore objectStore() {
        return objectStore;
    }

    @Override
    public Prometheus prometheus() {
        throw new UnsupportedOperationException("the fake has no Prometheus");
    }

    @Override
    public Grafana grafana() {
        throw new UnsupportedOperationException("the fake has no Grafana");
    }

    @Override
    public Outage outage() {
        return new Outage() {
            @Override
            public void begin() {
                cluster.disturbances.add("outage begins");
            }

            @Override
            public void end() {
                cluster.disturbances.add("outage ends");
            }
        };
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
