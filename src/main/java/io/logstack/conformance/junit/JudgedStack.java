package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Attachment;
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
import java.util.Optional;
import java.util.function.Consumer;

/** The stack as one judgement sees it: what is made through it is registered for removal, what is secret for masking. */
record JudgedStack(Stack stack, Cleanup cleanup, List<Pod> probes, Redaction redaction) implements Stack {
    @Override
    public StackIdentity identity() {
        return stack.identity();
    }

    @Override
    public Target target() {
        return stack.target();
    }

    @Override
    public List<AccessRequest> refused(Collection<AccessRequest> asked) {
        return stack.refused(asked);
    }

    /** Not one judgement's affair. */
    @Override
    public void begin(String run) {}

    /** Not one judgement's affair. */
    @Override
    public void removeLeftovers(Duration patience) {}

    @Override
    public Optional<String> lacks(Capability capability) {
        return stack.lacks(capability);
    }

    @Override
    public Stack recordingTo(Consumer<Exchange> log) {
        return new JudgedStack(stack.recordingTo(log), cleanup, probes, redaction);
    }

    @Override
    public List<Attachment> diagnostics() {
        return stack.diagnostics();
    }

    @Override
    public Cluster cluster() {
        return new JudgedCluster(stack.cluster(), cleanup, probes, redaction);
    }

    @Override
    public Loki loki() {
        return stack.loki();
    }

    @Override
    public Gateway gateway() {
        return stack.gateway();
    }

    @Override
    public Alloy alloy() {
        return stack.alloy();
    }

    @Override
    public Canary canary() {
        return stack.canary();
    }

    @Override
    public ObjectStore objectStore() {
        return new JudgedObjectStore(stack.objectStore(), cleanup);
    }

    @Override
    public Prometheus prometheus() {
        return stack.prometheus();
    }

    @Override
    public Grafana grafana() {
        return stack.grafana();
    }

    @Override
    public Outage outage() {
        return new JudgedOutage(stack.outage(), cleanup);
    }

    @Override
    public void close() {}
}
