package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all views of one stack share: connections, what is known to be secret, what was found out about the stack. */
final class SharedAccess {
    /** What removing a probe may take after the time of its expectation is over. */
    private static final Duration CLEANUP = Duration.ofSeconds(15);

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Profile profile;
    private final Addresses addresses;
    private final boolean simulated;
    private final String description;
    private final Redaction redaction;
    private final Connections connections;
    private final S3Clients s3;
    private final Routes routes;
    private final Reach reach;
    private final @Nullable KubernetesApi kubernetes;
    private final @Nullable Probes probes;
    private @Nullable StackIdentity identity;
    private @Nullable Target target;

    SharedAccess(Profile profile, Addresses addresses, boolean simulated, String description) {
        this.profile = profile;
        this.addresses = addresses;
        this.simulated = simulated;
        this.description = description;
        redaction = new Redaction(profile);
        addresses.kubernetes().ifPresent(this::learnSecrets);
        Duration deadline = profile.timeouts().request();
        Outbound outbound = Outbound.of(profile);
        connections = new Connections(deadline, outbound);
        s3 = new S3Clients(deadline, profile.objectStore().region(), outbound);
        kubernetes = addresses
                .kubernetes()
                .map(config -> new KubernetesApi(config, connections.executor(), deadline))
                .orElse(null);
        String run = System.getProperty(Profiles.RUN_PROPERTY, RUN_ID.format(Instant.now()));
        probes = kubernetes == null
                ? null
                : new Probes(run, longestExpectation(profile).plus(CLEANUP));
        ExchangeLog unheard = new ExchangeLog(redaction, exchange -> {});
        routes = new Routes(
                addresses, connections, kubernetes, () -> cluster(unheard).orElseThrow());
        reach = new Reach(
                profile, addresses, routes, kubernetes == null ? null : new KubernetesCalls(kubernetes, unheard));
        profile.objectStore().accessKey().ifPresent(redaction::learn);
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

    synchronized Target target(ExchangeLog log) {
        Target known = target;
        if (known == null) {
            Optional<NamedContext> context = addresses.kubernetes().map(Config::getCurrentContext);
            Optional<String> user = kubernetes(log)
                    .flatMap(calls -> new AccessReviews(calls, connections.executor()).user())
                    .or(() -> context.map(named -> named.getContext().getUser()));
            known = new Target(
                    description,
                    kubernetes == null ? null : kubernetes.address().toString(),
                    context.map(NamedContext::getName).orElse(null),
                    user.orElse(null));
            target = known;
        }
        return known;
    }

    /** Until when the latest of what is not abandoned may be needed, as {@link Probes#deleteAbandoned} tells it. */
    private Optional<Instant> removeAbandoned(KubernetesCalls calls) {
        String namespace = profile.namespaces().monitoring();
        Optional<Instant> pods = probes == null ? Optional.empty() : probes.deleteAbandoned(namespace, calls);
        Optional<Instant> scaled = profile.safety().admits(Safety.DISRUPT)
                ? Was.putBack(
                        "/apis/apps/v1/namespaces/" + namespace + "/deployments/"
                                + profile.gateway().deployment(),
                        calls)
                : Optional.empty();
        return Stream.of(pods, scaled).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** What {@link Probes} make and change may be needed as long as the longest expectation of the profile takes. */
    private static Duration longestExpectation(Profile profile) {
        Duration expectation = profile.timeouts().expectation();
        return profile.safety().admits(Safety.DISRUPT)
                ? expectation.plus(profile.timeouts().recovery())
                : expectation;
    }

    List<AccessRequest> refused(Collection<AccessRequest> asked, ExchangeLog log) {
        return kubernetes(log)
                .map(calls -> new AccessReviews(calls, connections.executor()).refused(asked))
                .orElse(List.of());
    }

    /** Begins a run, and returns what removes what others have left, or empty where the profile lets nothing be written. */
    Optional<Leftovers> begin(String run, Parts parts, ExchangeLog log) {
        if (!profile.safety().admits(Safety.PROBE)) {
            return Optional.empty();
        }
        if (probes != null) {
            probes.begin(run);
        }
        Leftovers leftovers = new Leftovers(
                () -> kubernetes(log).flatMap(this::removeAbandoned),
                () -> reach.lacks(Capability.OBJECT_STORE).isPresent()
                        ? Optional.empty()
                        : Optional.of(parts.objectStore()),
                profile.timeouts().poll());
        leftovers.begin(run);
        return Optional.of(leftovers);
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

    private void learnSecrets(Config kubeconfig) {
        Stream.of(
                        kubeconfig.getOauthToken(),
                        kubeconfig.getAutoOAuthToken(),
                        kubeconfig.getPassword(),
                        kubeconfig.getClientKeyData(),
                        kubeconfig.getClientKeyPassphrase())
                .filter(Objects::nonNull)
                .forEach(redaction::learn);
    }
}
