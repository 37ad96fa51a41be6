package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.File;
import java.util.Optional;

/**
 * The operator's cluster: by kubeconfig, or by the service account of the pod that this runs in where there is none. What
 * runs in it is reached as the profile says: by port-forward, by the API server's proxy, or by URL.
 */
public final class LiveStackProvider implements StackProvider {
    /** What a profile names instead of a context where there is no kubeconfig. */
    private static final String IN_CLUSTER = "in-cluster";

    @Override
    public Tier tier() {
        return Tier.LIVE;
    }

    @Override
    public Stack start(Profile profile) {
        Optional<String> context = profile.kubernetes().context();
        Config config = read(profile.kubernetes().kubeconfig(), context);
        String shown = config.getCurrentContext() == null
                ? "service account"
                : "context " + config.getCurrentContext().getName();
        return AccessedStack.connectReachable(
                profile, new KubeconfigAddresses(config), shown + " at " + config.getMasterUrl());
    }

    private static Config read(Optional<String> path, Optional<String> context) {
        Config config;
        try {
            config = path.isPresent()
                    ? Config.fromKubeconfig(context.orElse(null), new File(path.get()))
                    : Config.autoConfigure(
                            context.filter(name -> !name.equals(IN_CLUSTER)).orElse(null));
        } catch (RuntimeException e) {
            throw new StackUnavailableException(
                    "the kubeconfig " + path.orElse("of this machine") + " cannot be read: " + e.getMessage(), e);
        }
        String found = config.getCurrentContext() == null
                ? IN_CLUSTER
                : config.getCurrentContext().getName();
        if (context.isPresent() && !context.get().equals(found)) {
            throw new StackUnavailableException("the kubeconfig " + path.orElse("of this machine") + " has no context '"
                    + context.get() + "', which the profile's kubernetes.context names");
        }
        return config;
    }
}
