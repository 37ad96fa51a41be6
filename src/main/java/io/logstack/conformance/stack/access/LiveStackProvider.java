package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.File;
import java.util.Optional;

/** The operator's cluster through kubeconfig; what runs in it by the profile's URLs. */
public final class LiveStackProvider implements StackProvider {
    @Override
    public Tier tier() {
        return Tier.LIVE;
    }

    @Override
    public Stack start(Profile profile) {
        Optional<String> context = profile.kubernetes().context();
        Config config = read(profile.kubernetes().kubeconfig(), context);
        String shown = config.getCurrentContext() == null
                ? config.getMasterUrl()
                : config.getCurrentContext().getName() + " at " + config.getMasterUrl();
        return AccessedStack.connectReachable(profile, new KubeconfigAddresses(config), "context " + shown);
    }

    private static Config read(Optional<String> path, Optional<String> context) {
        Config config;
        try {
            config = path.isPresent()
                    ? Config.fromKubeconfig(context.orElse(null), new File(path.get()))
                    : Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) {
            throw new StackUnavailableException(
                    "the kubeconfig " + path.orElse("of this machine") + " cannot be read: " + e.getMessage(), e);
        }
        if (context.isPresent()
                && (config.getCurrentContext() == null
                        || !config.getCurrentContext().getName().equals(context.get()))) {
            throw new StackUnavailableException("the kubeconfig " + path.orElse("of this machine") + " has no context '"
                    + context.get() + "', which the profile's kubernetes.context names");
        }
        return config;
    }
}
