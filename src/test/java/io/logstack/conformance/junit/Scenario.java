package io.logstack.conformance.junit;

import io.logstack.conformance.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What one test and the fixture expectations that it runs share; they find it by the run's ID. */
final class Scenario implements AutoCloseable {
    private static final Map<String, Scenario> ALL = new ConcurrentHashMap<>();

    final String run = "test-" + UUID.randomUUID();
    /** What happened, in order. */
    final List<String> log = new CopyOnWriteArrayList<>();

    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger mostInside = new AtomicInteger();

    Scenario() {
        ALL.put(run, this);
    }

    static Scenario of(Workload workload) {
        Scenario scenario = ALL.get(workload.run());
        if (scenario == null) {
            throw new IllegalStateException("no scenario has the run " + workload.run());
        }
        return scenario;
    }

    void enter(String who) {
        log.add(who + " begins");
        int now = inside.incrementAndGet();
        mostInside.accumulateAndGet(now, Math::max);
    }

    void leave(String who) {
        inside.decrementAndGet();
        log.add(who + " ends");
    }

    @Override
    public void close() {
        ALL.remove(run);
    }
}
