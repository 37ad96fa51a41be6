package io.logstack.conformance.rights;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.profile.Access;
import io.logstack.conformance.profile.DeploymentMode;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rights that the ways to a stack's parts need: none where the profile names a URL, and none on a tier that knows the
 * addresses of its own.
 */
final class WayRights {
    private static final Set<Right> ALL = EnumSet.of(
            Right.FORWARD_PORTS,
            Right.OPEN_FORWARDS,
            Right.PROXY_REQUESTS,
            Right.PROXY_PUSHES,
            Right.PROXY_FLUSHES,
            Right.FORWARD_STORE_PORTS,
            Right.OPEN_STORE_FORWARDS);
    private static final Set<Right> FORWARDED =
            EnumSet.of(Right.FORWARD_PORTS, Right.OPEN_FORWARDS, Right.GET_SERVICES, Right.LIST_ENDPOINTS);
    private static final Set<Right> FORWARDED_TO_PODS = EnumSet.of(Right.FORWARD_PORTS, Right.OPEN_FORWARDS);
    private static final Set<Right> FORWARDED_TO_STORE = EnumSet.of(
            Right.FORWARD_STORE_PORTS, Right.OPEN_STORE_FORWARDS, Right.GET_STORE_SERVICE, Right.LIST_STORE_ENDPOINTS);

    private final Profile profile;

    WayRights(Profile profile) {
        this.profile = profile;
    }

    /** Rights that only some way needs, and that the profile takes no way which does. */
    Set<Right> untaken() {
        Set<Right> untaken = EnumSet.copyOf(ALL);
        Arrays.stream(Capability.values()).map(this::to).forEach(untaken::removeAll);
        untaken.removeAll(pushes());
        return untaken;
    }

    Set<Right> to(Capability capability) {
        return switch (capability) {
            case LOKI -> both(loki(), to(Capability.GATEWAY));
            case GATEWAY -> service(profile.gateway().url(), profile.gateway().access());
            case PROMETHEUS ->
                service(profile.prometheus().url(), profile.prometheus().access());
            case GRAFANA -> service(profile.grafana().url(), profile.grafana().access());
            case ALLOY -> way(profile.alloy().urls(), profile.alloy().access(), FORWARDED_TO_PODS);
            case CANARY -> way(profile.canary().urls(), profile.canary().access(), FORWARDED_TO_PODS);
            case OBJECT_STORE ->
                way(profile.objectStore().url(), profile.objectStore().access(), FORWARDED_TO_STORE);
            default -> Set.of();
        };
    }

    /** Of a Loki in components every pod is asked, since each has its own metrics, and flushes for itself. */
    private Set<Right> loki() {
        Set<Right> ways =
                service(LokiComponent.of(profile).get(0).url(), profile.loki().access());
        return inComponents() && ways.contains(Right.PROXY_REQUESTS) ? both(ways, Set.of(Right.LIST_ENDPOINTS)) : ways;
    }

    private boolean inComponents() {
        return profile.loki().deploymentMode() == DeploymentMode.SIMPLE_SCALABLE;
    }

    /** What pushing needs beyond reading. */
    Set<Right> pushes() {
        Set<Right> ways = to(Capability.LOKI);
        if (!ways.contains(Right.PROXY_REQUESTS)) {
            return Set.of();
        }
        return inComponents() && loki().contains(Right.PROXY_REQUESTS)
                ? EnumSet.of(Right.PROXY_PUSHES, Right.PROXY_FLUSHES)
                : Set.of(Right.PROXY_PUSHES);
    }

    private Set<Right> service(Optional<?> url, Optional<Access> access) {
        return way(url, access, FORWARDED);
    }

    private Set<Right> way(Optional<?> url, Optional<Access> access, Set<Right> forwarded) {
        if (url.isPresent() || profile.tier() != Tier.LIVE) {
            return Set.of();
        }
        return access.filter(Access.SERVICE_PROXY::equals).isPresent()
                ? EnumSet.of(Right.PROXY_REQUESTS, Right.GET_SERVICES)
                : forwarded;
    }

    private static Set<Right> both(Set<Right> one, Set<Right> other) {
        Set<Right> all = EnumSet.noneOf(Right.class);
        all.addAll(one);
        all.addAll(other);
        return all;
    }
}
