package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** A stack by the URLs of its parts, without Kubernetes. */
public final class EndpointsStackProvider implements StackProvider {
    @Override
    public Tier tier() {
        return Tier.ENDPOINTS;
    }

    @Override
    public Stack start(Profile profile) {
        List<URI> urls = Reachability.named(profile);
        if (urls.isEmpty()) {
            throw new StackUnavailableException("the profile '" + profile.name()
                    + "' names no URL: the endpoints tier needs at least loki.url, such as"
                    + " -Dlogstack.loki.url=http://127.0.0.1:3100");
        }
        String description =
                urls.stream().map(url -> Part.withoutUserInfo(url).toString()).collect(Collectors.joining(", "));
        return AccessedStack.connectReachable(profile, new NoAddresses(), description);
    }
}
