package io.logstack.conformance.rights;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.profile.DeploymentMode;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which rights are needed for what. */
public final class NeededRights {
    private NeededRights() {}

    /**
     * What one expectation cannot be judged without: what it declares, as far as it asks for it at the profile's level, and
     * what the parts that it requires are found by.
     */
    public static Set<Right> of(Description expectation, Profile profile) {
        Set<Right> needed = EnumSet.noneOf(Right.class);
        expectation.rights().stream()
                .filter(right -> profile.safety().admits(right.safety()))
                .forEach(needed::add);
        if (!looksAtNodes(expectation, profile)) {
            needed.remove(Right.LIST_NODES);
        }
        // Of a Loki in components the read path is a Deployment.
        if (needed.contains(Right.GET_STATEFUL_SETS)
                && profile.loki().deploymentMode() == DeploymentMode.SIMPLE_SCALABLE) {
            needed.add(Right.GET_DEPLOYMENTS);
        }
        WayRights ways = new WayRights(profile);
        expectation.requires().forEach(capability -> {
            needed.addAll(of(capability, profile));
            needed.addAll(ways.to(capability));
        });
        if (expectation.creates().contains(Creation.SYNTHETIC_LINES)) {
            needed.addAll(ways.pushes());
        }
        return needed;
    }

    /** Where replicas are counted, the nodes are looked at only if the profile expects one on each. */
    private static boolean looksAtNodes(Description expectation, Profile profile) {
        boolean counts =
                expectation.safety() == Safety.OBSERVE && !expectation.rights().contains(Right.GET_DAEMON_SETS);
        return !counts
                || Stream.concat(
                                LokiComponent.of(profile).stream().map(LokiComponent::pods),
                                Stream.of(profile.gateway().pods()))
                        .anyMatch(expected -> expected.number().isEmpty());
    }

    /**
     * All that is ever asked at a level, what is looked at beside a failure and what removes leftovers included; what only a
     * way to some part needs, as far as the profile takes that way.
     */
    public static Set<Right> of(Safety safety, Profile profile) {
        Set<Right> needed = EnumSet.noneOf(Right.class);
        Arrays.stream(Right.values())
                .filter(right -> safety.admits(right.safety()))
                .forEach(needed::add);
        needed.removeAll(new WayRights(profile).untaken());
        return needed;
    }

    private static Set<Right> of(Capability capability, Profile profile) {
        Profile.ObjectStore store = profile.objectStore();
        boolean bySecret = store.accessKey().isEmpty() || store.secretKey().isEmpty();
        return switch (capability) {
            case ALLOY -> only(Right.LIST_PODS, profile.alloy().urls().isEmpty());
            case CANARY -> only(Right.LIST_PODS, profile.canary().urls().isEmpty());
            case OBJECT_STORE -> only(Right.GET_CREDENTIALS, bySecret);
            default -> Set.of();
        };
    }

    private static Set<Right> only(Right right, boolean needed) {
        return needed ? Set.of(right) : Set.of();
    }
}
