package io.logstack.conformance.stack.access;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.profile.Profile;
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
import io.logstack.conformance.stack.StackUnavailableException;
import java.util.Optional;
import java.util.function.Consumer;

/** A stack whose parts are reached over the network: by the profile's URLs, else by what a tier's addresses find. */
public final class AccessedStack implements Stack {
    private final SharedAccess shared;
    private final ExchangeLog log;
    private final Parts parts;
    private final boolean view;

    private AccessedStack(SharedAccess shared, ExchangeLog log, boolean view) {
        this.shared = shared;
        this.log = log;
        this.parts = new Parts(shared, log);
        this.view = view;
    }

    /**
     * Connects. Nothing is asked yet, but where the profile allows probes, pods that earlier runs left behind are removed
     * when their expiry has passed.
     *
     * @param addresses closed with the stack
     * @param simulated whether this is the embedded homelab
     * @param description one line for people: cluster, context or URLs; secrets left out
     */
    public static AccessedStack connect(Profile profile, Addresses addresses, boolean simulated, String description) {
        SharedAccess shared = new SharedAccess(profile, addresses, simulated, description);
        AccessedStack stack = new AccessedStack(shared, new ExchangeLog(shared.redaction(), exchange -> {}), false);
        shared.removeLeftovers(stack.log);
        return stack;
    }

    /** {@link #connect} for a stack that somebody else runs: fails at once when nothing of it answers. */
    static AccessedStack connectReachable(Profile profile, Addresses addresses, String description) {
        SharedAccess shared = new SharedAccess(profile, addresses, false, description);
        ExchangeLog unheard = new ExchangeLog(shared.redaction(), exchange -> {});
        try {
            Reachability.require(shared, unheard);
        } catch (StackUnavailableException e) {
            shared.close(unheard);
            throw e;
        }
        shared.removeLeftovers(unheard);
        return new AccessedStack(shared, unheard, false);
    }

    @Override
    public StackIdentity identity() {
        return shared.identity(parts, log);
    }

    @Override
    public Optional<String> lacks(Capability capability) {
        return shared.reach().lacks(capability);
    }

    @Override
    public Stack recordingTo(Consumer<Exchange> listener) {
        return new AccessedStack(shared, new ExchangeLog(shared.redaction(), listener), true);
    }

    @Override
    public Cluster cluster() {
        return parts.cluster();
    }

    @Override
    public Loki loki() {
        return parts.loki();
    }

    @Override
    public Gateway gateway() {
        return parts.gateway();
    }

    @Override
    public Alloy alloy() {
        return parts.alloy();
    }

    @Override
    public Canary canary() {
        return parts.canary();
    }

    @Override
    public ObjectStore objectStore() {
        return parts.objectStore();
    }

    @Override
    public Prometheus prometheus() {
        return parts.prometheus();
    }

    @Override
    public Grafana grafana() {
        return parts.grafana();
    }

    @Override
    public Outage outage() {
        return parts.outage();
    }

    @Override
    public void close() {
        if (!view) {
            shared.close(log);
        }
    }
}
