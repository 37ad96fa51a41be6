package io.logstack.conformance.containers;

import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.containers.images.RyukImage;
import io.logstack.conformance.containers.k3s.K3sForm;
import io.logstack.conformance.containers.k3s.K3sPlan;
import io.logstack.conformance.containers.light.LightForm;
import io.logstack.conformance.containers.light.LightPlan;
import io.logstack.conformance.containers.preflight.Needs;
import io.logstack.conformance.containers.preflight.Preflight;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.UnmetNeedsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts a stack of real parts in containers, in the form that the profile names. */
public final class ContainersStackProvider implements StackProvider {
    @Override
    public Tier tier() {
        return Tier.CONTAINERS;
    }

    /**
     * Starts it, once everything that it needs has been seen to be there.
     *
     * @throws UnmetNeedsException when Docker, or something in it, is missing, or a configuration cannot be used: nothing was
     *     started
     */
    @Override
    public Stack start(Profile profile) {
        ImageCatalogue images = new ImageCatalogue(profile);
        images.needed().stream()
                .filter(image -> image.key().equals("images.ryuk"))
                .forEach(image -> RyukImage.use(image.image()));
        return switch (profile.containers().cluster()) {
            case NONE -> light(profile, images);
            case K3S -> k3s(profile, images);
        };
    }

    private static Stack k3s(Profile profile, ImageCatalogue images) {
        Needs needs = K3sForm.needs(profile, images.needed());
        K3sPlan plan =
                planned("the stack in a cluster of k3s", needs, () -> K3sPlan.of(profile, images, System.getenv()));
        return K3sForm.start(profile, plan);
    }

    private static Stack light(Profile profile, ImageCatalogue images) {
        Needs needs = new Needs(images.needed(), LightForm.MEMORY, LightForm.DISK);
        LightPlan plan =
                planned("Loki and MinIO in containers", needs, () -> LightPlan.of(profile, images, System.getenv()));
        return LightForm.start(profile, plan);
    }

    /** All that is in the way of a stack is told at once: of the machine, and of the operator's configuration. */
    private static <P> P planned(String stack, Needs needs, Supplier<P> plan) {
        List<String> missing = new ArrayList<>();
        Optional<P> planned = Optional.empty();
        try {
            planned = Optional.of(plan.get());
        } catch (ConfigurationException e) {
            missing.add(String.valueOf(e.getMessage()));
        }
        missing.addAll(new Preflight(needs).missing());
        if (!missing.isEmpty()) {
            throw new UnmetNeedsException(stack, missing);
        }
        return planned.orElseThrow();
    }
}
