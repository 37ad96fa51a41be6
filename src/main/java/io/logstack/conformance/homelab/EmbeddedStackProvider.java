package io.logstack.conformance.homelab;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.access.AccessedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a homelab for a run, with the faults that the profile names, and judges it over its sockets. */
public final class EmbeddedStackProvider implements StackProvider {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStackProvider.class);

    @Override
    public Tier tier() {
        return Tier.EMBEDDED;
    }

    @Override
    public Stack start(Profile profile) {
        HomelabOptions options = options(profile);
        LOG.info("the homelab's workloads are drawn from seed {}", options.seed());
        long start = System.nanoTime();
        Homelab homelab = Homelab.start(options);
        LOG.info(
                "the homelab listens after {} ms",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        try {
            String faults = options.faults().isEmpty()
                    ? "healthy"
                    : options.faults().stream()
                            .map(Fault::label)
                            .sorted()
                            .collect(Collectors.joining(", ", "with ", ""));
            return AccessedStack.connect(
                    profile, homelab.addresses(homelab::close), true, "embedded homelab, simulated, " + faults);
        } catch (RuntimeException e) {
            homelab.close();
            throw e;
        }
    }

    /**
     * What the profile asks for. Faults of too late and too slow are made to pass the profile's own limits.
     *
     * @throws StackUnavailableException when it names a fault that there is not
     */
    static HomelabOptions options(Profile profile) {
        Duration lag = profile.ingestion().lag();
        Duration slowness = longer(
                longer(profile.queries().averageLimit(), profile.queries().p95Limit()),
                profile.queries().serverP95Limit());
        return HomelabOptions.DEFAULT
                .withCluster(profile.homelab().cluster().stream().map(Path::of).toList())
                .withFaults(faults(profile.fault().orElse(List.of())))
                .withSeed(profile.seed()
                        .orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 31)))
                .withPacing(Pacing.DEFAULT
                        .withIngestionLag(lag.plus(lag.dividedBy(2)).plusSeconds(1))
                        .withSlowness(slowness.plus(slowness.dividedBy(10))));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Set<Fault> faults(List<String> labels) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (String label : labels) {
            try {
                faults.add(Fault.of(label));
            } catch (IllegalArgumentException e) {
                throw new StackUnavailableException(
                        "the profile's key 'fault' names none that the homelab has: " + e.getMessage());
            }
        }
        return faults;
    }
}
