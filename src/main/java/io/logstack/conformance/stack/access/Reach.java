package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.Service;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be reached, and why not. A part that the stack should have and that is down or gone is no lack: asking it
 * fails, and that is the finding.
 */
final class Reach {
    private static final List<String> ROOK_GROUPS = List.of("ceph.rook.io", "objectbucket.io");
    private static final List<String> FLUX_GROUPS = List.of("helm.toolkit.fluxcd.io", "source.toolkit.fluxcd.io");

    private final Profile profile;
    private final Addresses addresses;
    private final Routes routes;
    private final @Nullable KubernetesCalls kubernetes;
    /** Whether there is one, by name, once that has been told. */
    private final Map<String, Boolean> services = new ConcurrentHashMap<>();

    private volatile @Nullable Set<String> groups;

    Reach(Profile profile, Addresses addresses, Routes routes, @Nullable KubernetesCalls kubernetes) {
        this.profile = profile;
        this.addresses = addresses;
        this.routes = routes;
        this.kubernetes = kubernetes;
    }

    Optional<String> lacks(Capability capability) {
        Optional<String> without = addresses.without(capability);
        if (without.isPresent()) {
            return without;
        }
        return switch (capability) {
            case KUBERNETES ->
                kubernetes == null
                        ? Optional.of("the " + profile.tier().label() + " tier has no Kubernetes API")
                        : Optional.empty();
            case LOKI -> withoutUrl(Part.lokis(profile).get(0));
            case GATEWAY -> optional(Part.gateway(profile));
            case ALLOY -> agents("alloy.urls", profile.alloy().urls().isPresent());
            case CANARY -> agents("canary.urls", profile.canary().urls().isPresent());
            case OBJECT_STORE -> objectStore();
            case ROOK -> groups(ROOK_GROUPS);
            case FLUX -> groups(FLUX_GROUPS);
            case PROMETHEUS -> optional(Part.prometheus(profile));
            case GRAFANA -> optional(Part.grafana(profile));
            case OUTAGE ->
                addresses.outage().isPresent()
                        ? Optional.empty()
                        : Optional.of("the " + profile.tier().label() + " tier leaves the object store alone");
            case THROW_AWAY ->
                switch (profile.tier()) {
                    case EMBEDDED, CONTAINERS -> Optional.empty();
                    case LIVE, ENDPOINTS ->
                        Optional.of("the " + profile.tier().label() + " tier judges a stack that others rely on");
                };
        };
    }

    private Optional<String> withoutUrl(Part part) {
        return part.url().isPresent() ? Optional.empty() : addresses.limits().map(limit -> unnamed(part.key(), limit));
    }

    /** Gateway, Prometheus and Grafana are not part of every stack: without a Service there is nothing to judge. */
    private Optional<String> optional(Part part) {
        Optional<String> reason = withoutUrl(part);
        return reason.isPresent() || part.url().isPresent() || hasService(part)
                ? reason
                : Optional.of(unnamed(part.key(), "there is no Service " + part.namespace() + "/" + part.service()));
    }

    private boolean hasService(Part part) {
        if (!addresses.throughApi() || kubernetes == null) {
            return routes.to(part).isPresent();
        }
        Boolean known = services.get(part.service());
        if (known != null) {
            return known;
        }
        try {
            boolean found = kubernetes
                    .get("/api/v1/namespaces/" + part.namespace() + "/services/" + part.service(), Service.class)
                    .isPresent();
            services.put(part.service(), found);
            return found;
        } catch (NoAnswerException e) {
            // It does not answer: that is for the expectation to find, not a reason to leave it out.
            return true;
        }
    }

    private Optional<String> agents(String key, boolean named) {
        return named ? Optional.empty() : addresses.limits().map(limit -> unnamed(key, limit));
    }

    private Optional<String> objectStore() {
        Optional<String> reason = withoutUrl(Part.objectStore(profile));
        if (reason.isPresent() || kubernetes != null) {
            return reason;
        }
        boolean credentials = profile.objectStore().accessKey().isPresent()
                && profile.objectStore().secretKey().isPresent();
        return credentials
                ? Optional.empty()
                : Optional.of(
                        "the profile names no object-store.access-key and object-store.secret-key, and there is no"
                                + " Kubernetes Secret to read them from");
    }

    private Optional<String> groups(List<String> wanted) {
        if (kubernetes == null) {
            return lacks(Capability.KUBERNETES);
        }
        try {
            Set<String> served = served(kubernetes);
            return wanted.stream()
                    .filter(group -> !served.contains(group))
                    .findFirst()
                    .map(group -> "the Kubernetes API at " + kubernetes.address() + " serves no " + group);
        } catch (NoAnswerException e) {
            // It does not answer: that is for the expectation to find, not a reason to leave it out.
            return Optional.empty();
        }
    }

    /** Names of the API groups, read once they have been told. */
    private Set<String> served(KubernetesCalls api) {
        Set<String> known = groups;
        if (known == null) {
            known = api.get("/apis", APIGroupList.class).map(APIGroupList::getGroups).orElse(List.of()).stream()
                    .map(APIGroup::getName)
                    .collect(Collectors.toUnmodifiableSet());
            groups = known;
        }
        return known;
    }

    private static String unnamed(String key, String limit) {
        return "the profile names no " + key + " and " + limit;
    }
}
