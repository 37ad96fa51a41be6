package io.logstack.conformance.stack.access;

import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.profile.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all views of one stack share: connections, what is known to be secret, what was found out about the stack. */
final class SharedAccess {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Profile profile;
    private final Addresses addresses;
    private final boolean simulated;
    private final String description;
    private final Redaction redaction = new Redaction();
    private final Connections connections;
    private final S3Clients s3;
    private final Routes routes;
    private final Reach reach;
    private final @Nullable KubernetesApi kubernetes;
    private final @Nullable Probes probes;
    private @Nullable StackIdentity identity;

    SharedAccess(Profile profile, Addresses addresses, boolean simulated, String description) {
        this.profile = profile;
        this.addresses = addresses;
        this.simulated = simulated;
        this.description = description;
        Duration deadline = profile.timeouts().request();
        connections = new Connections(deadline);
        s3 = new S3Clients(deadline, profile.objectStore().region());
        kubernetes = addresses
                .kubernetes()
                .map(config -> new KubernetesApi(config, connections.executor(), deadline))
                .orElse(null);
        Duration lifetime = profile.timeouts().expectation().multipliedBy(2);
        String run = System.getProperty(Profiles.RUN_PROPERTY, RUN_ID.format(Instant.now()));
        probes = kubernetes == null ? null : new Probes(run, lifetime);
        ExchangeLog unheard = new ExchangeLog(redaction, exchange -> {});
        routes = new Routes(
                addresses, connections, kubernetes, () -> cluster(unheard).orElseThrow());
        reach = new Reach(
                profile, addresses, routes, kubernetes == null ? null : new KubernetesCalls(kubernetes, unheard));
        learnSecrets();
    }

    Profile profile() {
        return profile;
    }

    Addresses addresses() {
        return addresses;
    }

    Routes routes() {
        return routes;
    }

    Redaction redaction() {
        return redaction;
    }

    Connections connections() {
        return connections;
    }

    S3Clients s3() {
        return s3;
    }

    Reach reach() {
        return reach;
    }

    Optional<KubernetesCluster> cluster(ExchangeLog log) {
        return kubernetes == null || probes == null
                ? Optional.empty()
                : Optional.of(new KubernetesCluster(new KubernetesCalls(kubernetes, log), redaction, probes));
    }

    Optional<KubernetesCalls> kubernetes(ExchangeLog log) {
        return kubernetes == null ? Optional.empty() : Optional.of(new KubernetesCalls(kubernetes, log));
    }

    synchronized StackIdentity identity(Parts parts, ExchangeLog log) {
        StackIdentity known = identity;
        if (known == null) {
            Versions versions = new Versions(this, parts, log);
            known = new StackIdentity(
                    profile.tier().label(), simulated, description, versions.byComponent(), versions.nodes());
            identity = known;
        }
        return known;
    }

    void removeLeftovers(ExchangeLog log) {
        if (kubernetes != null && probes != null && profile.safety().admits(Safety.PROBE)) {
            probes.deleteExpired(profile.namespaces().monitoring(), new KubernetesCalls(kubernetes, log));
        }
    }

    void close(ExchangeLog log) {
        routes.close();
        if (kubernetes != null && probes != null) {
            probes.deleteRest(new KubernetesCalls(kubernetes, log));
            kubernetes.close();
        }
        s3.close();
        connections.close();
        addresses.close();
    }

    private void learnSecrets() {
        profile.loki().password().map(Secret::value).ifPresent(redaction::learn);
        profile.gateway().password().map(Secret::value).ifPresent(redaction::learn);
        profile.grafana().password().map(Secret::value).ifPresent(redaction::learn);
        profile.objectStore().secretKey().map(Secret::value).ifPresent(redaction::learn);
        profile.objectStore().accessKey().ifPresent(redaction::learn);
    }
}
