package io.logstack.conformance.homelab;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that are on in one homelab. Parts ask at every step, or are told when one is switched. Thread-safe. */
public final class Faults {
    private final Set<Fault> on = EnumSet.noneOf(Fault.class);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Told after a fault has been switched. */
    @FunctionalInterface
    public interface Listener {
        void switched(Fault fault, boolean on);
    }

    public Faults() {}

    public Faults(Collection<Fault> on) {
        this.on.addAll(on);
    }

    public boolean active(Fault fault) {
        synchronized (on) {
            return on.contains(fault);
        }
    }

    /** Switches a fault; listeners are told, on this thread, when that changes anything. */
    public void set(Fault fault, boolean active) {
        boolean changed;
        synchronized (on) {
            changed = active ? on.add(fault) : on.remove(fault);
        }
        if (changed) {
            listeners.forEach(listener -> listener.switched(fault, active));
        }
    }

    public Set<Fault> active() {
        synchronized (on) {
            return Set.copyOf(on);
        }
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }
}
