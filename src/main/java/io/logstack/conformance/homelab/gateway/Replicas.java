package io.logstack.conformance.homelab.gateway;

import io.logstack.conformance.homelab.http.DroppedConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The gateway's pods as its Service leads to them, in turns: a pod from when it is ready, and none that ends. Where the
 * Service does not keep up with that, a connection to a pod that does not listen is dropped. Thread-safe.
 */
final class Replicas {
    /** How long a Service that does not keep up leads to a pod that does not listen. */
    static final Duration BEHIND = Duration.ofSeconds(1);

    private final BooleanSupplier lagging;
    private final LongSupplier nanos;
    private final List<Replica> replicas = new ArrayList<>();
    private int turn;

    /**
     * @param from when it listens, by the clock
     * @param until when it is forgotten, or 0 while it runs
     */
    private record Replica(String pod, long from, long until) {}

    /**
     * @param lagging whether the Service leads to pods that do not listen
     * @param nanos a clock, as {@link System#nanoTime}
     */
    Replicas(BooleanSupplier lagging, LongSupplier nanos) {
        this.lagging = lagging;
        this.nanos = nanos;
    }

    synchronized void started(String pod) {
        long now = nanos.getAsLong();
        boolean tooSoon = running() > 0 && lagging.getAsBoolean();
        replicas.add(new Replica(pod, tooSoon ? now + BEHIND.toNanos() : now, 0));
    }

    synchronized void stopped(String pod) {
        boolean known = replicas.removeIf(replica -> replica.pod().equals(pod));
        if (known && lagging.getAsBoolean()) {
            replicas.add(new Replica(pod, 0, nanos.getAsLong() + BEHIND.toNanos()));
        }
    }

    /** Pods that have been started and not stopped. */
    synchronized int running() {
        return (int) replicas.stream().filter(replica -> replica.until() == 0).count();
    }

    /**
     * Leads one request to the pod whose turn it is.
     *
     * @throws DroppedConnectionException when that one does not listen
     */
    synchronized void lead() {
        long now = nanos.getAsLong();
        replicas.removeIf(replica -> replica.until() != 0 && now - replica.until() >= 0);
        if (replicas.isEmpty()) {
            return;
        }
        Replica next = replicas.get(Math.floorMod(turn++, replicas.size()));
        if (next.until() != 0) {
            throw new DroppedConnectionException(next.pod() + " has ended");
        }
        if (now - next.from() < 0) {
            throw new DroppedConnectionException(next.pod() + " does not listen yet");
        }
    }
}
