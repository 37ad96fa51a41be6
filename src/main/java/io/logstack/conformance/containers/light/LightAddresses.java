package io.logstack.conformance.containers.light;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.access.Addresses;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where Loki and its object store are reached from here; there is nothing else. */
final class LightAddresses implements Addresses {
    private static final Set<Capability> THERE =
            EnumSet.of(Capability.LOKI, Capability.OBJECT_STORE, Capability.OUTAGE, Capability.THROW_AWAY);

    private final Profile profile;
    private final LightStack stack;
    private final Optional<Outage> outage;
    private final Supplier<List<Attachment>> logs;
    private final Runnable onClose;

    LightAddresses(
            Profile profile,
            LightStack stack,
            Optional<Outage> outage,
            Supplier<List<Attachment>> logs,
            Runnable onClose) {
        this.profile = profile;
        this.stack = stack;
        this.outage = outage;
        this.logs = logs;
        this.onClose = onClose;
    }

    @Override
    public Optional<Config> kubernetes() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        if (name.equals(profile.loki().service())) {
            return Optional.of(stack.loki());
        }
        return name.equals(profile.objectStore().service()) ? Optional.of(stack.store()) : Optional.empty();
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        return Optional.empty();
    }

    @Override
    public Optional<String> without(Capability capability) {
        return THERE.contains(capability)
                ? Optional.empty()
                : Optional.of("containers.cluster none starts Loki and its object store alone");
    }

    @Override
    public Optional<Outage> outage() {
        return outage;
    }

    @Override
    public List<Attachment> diagnostics() {
        return logs.get();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
