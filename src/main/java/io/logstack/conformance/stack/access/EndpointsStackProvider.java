package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import java.net.URI;
import java.util.stream.Collectors;

/** A stack by the URLs of its parts, without Kubernetes. */
public final class EndpointsStackProvider implements StackProvider {
    @Override
    public Tier tier() {
        return Tier.ENDPOINTS;
    }

    @Override
    public Stack start(Profile profile) {
        String description =
                Reachability.named(profile).stream().map(URI::toString).collect(Collectors.joining(", "));
        return AccessedStack.connectReachable(profile, new NoAddresses(), description);
    }
}
