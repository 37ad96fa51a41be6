package io.logstack.conformance.stack.access;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.profile.Profile;
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
import io.logstack.conformance.stack.StackUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A stack whose parts are reached over the network: by the profile's URLs, else by what a tier's addresses find. */
public final class AccessedStack implements Stack {
    private final SharedAccess shared;
    private final ExchangeLog log;
    private final Parts parts;
    private final boolean view;
    private volatile Optional<Leftovers> leftovers = Optional.empty();

    private AccessedStack(SharedAccess shared, ExchangeLog log, boolean view) {
        this.shared = shared;
        this.log = log;
        this.parts = new Parts(shared, log);
        this.view = view;
    }

    /**
     * Connects. Nothing is asked yet.
     *
     * @param addresses closed with the stack
     * @param simulated whether this is the embedded homelab
     * @param description one line for people: cluster, context or URLs; secrets left out
     */
    public static AccessedStack connect(Profile profile, Addresses addresses, boolean simulated, String description) {
        SharedAccess shared = new SharedAccess(profile, addresses, simulated, description);
        return new AccessedStack(shared, new ExchangeLog(shared.redaction(), exchange -> {}), false);
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
        return new AccessedStack(shared, unheard, false);
    }

    @Override
    public StackIdentity identity() {
        return shared.identity(parts, log);
    }

    @Override
    public Target target() {
        return shared.target(log);
    }

    @Override
    public List<AccessRequest> refused(Collection<AccessRequest> asked) {
        return shared.refused(asked, log);
    }

    @Override
    public void begin(String run) {
        leftovers = shared.begin(run, parts, log);
    }

    @Override
    public void removeLeftovers(Duration patience) {
        leftovers.ifPresent(found -> found.removeAll(patience));
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
    public String withoutSecrets(String text) {
        return shared.redaction().known(text);
    }

    @Override
    public List<Attachment> diagnostics() {
        return shared.addresses().diagnostics();
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
