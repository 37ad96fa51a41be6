package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.File;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's cluster: by kubeconfig, or by the service account of the pod that this runs in where there is none. What
 * runs in it is reached as the profile says: by port-forward, by the API server's proxy, or by URL.
 */
public final class LiveStackProvider implements StackProvider {
    /** What a profile names instead of a context where there is no kubeconfig. */
    private static final String IN_CLUSTER = "in-cluster";

    private static final Pattern LINE = Pattern.compile("\\bline:? (\\d+)");

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
            // A parser quotes the line that it stumbles over, which may be one with a token: nothing of it is passed
            // on.
            throw new StackUnavailableException("the kubeconfig " + path.orElse("of this machine")
                    + " cannot be read: it is not the YAML of a kubeconfig" + line(e));
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

    private static String line(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            Matcher line = LINE.matcher(String.valueOf(next.getMessage()));
            if (line.find()) {
                return ", from line " + line.group(1) + " on";
            }
        }
        return "";
    }
}
