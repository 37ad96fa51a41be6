package io.logstack.conformance.homelab.kubernetes;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.api.Authorizer;
import io.logstack.conformance.homelab.workloads.DeclaredLoki;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded Kubernetes is started.
 *
 * @param fixtures the cluster's objects
 * @param loki what tells which Secret and which claim are Loki's, or null where the fixtures do
 * @param port of the API server, or 0 for a free one
 * @param clock of timestamps and of the history's age
 * @param executor answers requests and runs the programs of bare pods; needs two threads or more, and is not shut down
 * @param faults those that are on from the start, and those that are switched later
 * @param age how long ago the cluster's objects were created and its pods started
 * @param authorizer who may do what
 * @param bookmarkInterval between two bookmarks of a watch that asks for them
 */
public record KubernetesOptions(
        Fixtures fixtures,
        @Nullable DeclaredLoki loki,
        int port,
        Clock clock,
        Executor executor,
        Faults faults,
        Duration age,
        Authorizer authorizer,
        Duration bookmarkInterval) {
    private static final Duration DEFAULT_AGE = Duration.ofHours(2);
    private static final Duration DEFAULT_BOOKMARK_INTERVAL = Duration.ofMinutes(1);

    /** A free port, the system's clock, an age of two hours, everything allowed, a bookmark every minute. */
    public static KubernetesOptions of(Fixtures fixtures, Executor executor, Faults faults) {
        return of(fixtures, null, executor, faults);
    }

    /** As {@link #of(Fixtures, Executor, Faults)}, with a Loki that the fixtures need not have. */
    public static KubernetesOptions of(
            Fixtures fixtures, @Nullable DeclaredLoki loki, Executor executor, Faults faults) {
        return new KubernetesOptions(
                fixtures,
                loki,
                0,
                Clock.systemUTC(),
                executor,
                faults,
                DEFAULT_AGE,
                Authorizer.EVERYTHING,
                DEFAULT_BOOKMARK_INTERVAL);
    }

    public KubernetesOptions withPort(int other) {
        return new KubernetesOptions(fixtures, loki, other, clock, executor, faults, age, authorizer, bookmarkInterval);
    }

    public KubernetesOptions withClock(Clock other) {
        return new KubernetesOptions(fixtures, loki, port, other, executor, faults, age, authorizer, bookmarkInterval);
    }

    public KubernetesOptions withAge(Duration other) {
        return new KubernetesOptions(
                fixtures, loki, port, clock, executor, faults, other, authorizer, bookmarkInterval);
    }

    public KubernetesOptions withAuthorizer(Authorizer other) {
        return new KubernetesOptions(fixtures, loki, port, clock, executor, faults, age, other, bookmarkInterval);
    }

    public KubernetesOptions withBookmarkInterval(Duration other) {
        return new KubernetesOptions(fixtures, loki, port, clock, executor, faults, age, authorizer, other);
    }
}
