package io.logstack.conformance.junit;

import io.logstack.conformance.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What one test and the fixture expectations that it runs share; they find it by the run's ID. */
final class Scenario implements AutoCloseable {
    private static final int MEETING_SECONDS = 10;
    private static final int LOOK_AROUND_MILLIS = 100;
    private static final Map<String, Scenario> ALL = new ConcurrentHashMap<>();

    final String run = "test-" + UUID.randomUUID();
    /** What happened, in order. */
    final List<String> log = new CopyOnWriteArrayList<>();

    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger mostInside = new AtomicInteger();

    final Set<String> violated = ConcurrentHashMap.newKeySet();
    final Set<String> undecided = ConcurrentHashMap.newKeySet();
    /** How often a hanging expectation was interrupted. */
    final AtomicInteger interrupts = new AtomicInteger();

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch company = new CountDownLatch(1);

    private volatile boolean lookingForCompany;
    /** Those in it wait for each other, so that they are known to run at the same time. */
    private final Map<String, CountDownLatch> meetings = new ConcurrentHashMap<>();

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
        if (now > 1) {
            company.countDown();
        }
        if (lookingForCompany) {
            lookAround();
        }
    }

    void leave(String who) {
        inside.decrementAndGet();
        log.add(who + " ends");
    }

    /** Makes the named expectations wait for each other, in the middle of their judgement. */
    void letMeet(String... ids) {
        CountDownLatch meeting = new CountDownLatch(ids.length);
        List.of(ids).forEach(id -> meetings.put(id, meeting));
    }

    void meet(String id) {
        CountDownLatch meeting = meetings.get(id);
        if (meeting == null) {
            return;
        }
        meeting.countDown();
        try {
            if (!meeting.await(MEETING_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(id + " met nobody: others do not run at the same time");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes every expectation look around, for as long as somebody else of this pool needs to begin. */
    void lookForCompany() {
        lookingForCompany = true;
    }

    private void lookAround() {
        try {
            company.await(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for {@link #release}, whatever interrupts it. */
    void hang() {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        ALL.remove(run);
    }
}
