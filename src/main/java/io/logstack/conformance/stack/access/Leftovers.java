package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.TestObjects;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs that were killed have left on a stack. It is removed once nobody can need it: when the process that made it is
 * known to have ended, else when its expiry has passed. What a run that goes on has made is left to that run.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int MOST_OBJECTS = 1000;

    private final Supplier<Optional<Instant>> cluster;
    private final Supplier<Optional<ObjectStore>> bucket;
    private final Duration poll;
    private volatile String run = "";

    /**
     * @param cluster removes pods as {@link Probes#deleteAbandoned} does, and puts back what was changed
     * @param bucket asked at each look; empty where there is no object store
     * @param poll between two looks
     */
    Leftovers(Supplier<Optional<Instant>> cluster, Supplier<Optional<ObjectStore>> bucket, Duration poll) {
        this.cluster = cluster;
        this.bucket = bucket;
        this.poll = poll;
    }

    /** Removes what is abandoned in the cluster, without waiting, at the beginning of a run. Failures are reported, not thrown. */
    void begin(String own) {
        this.run = own;
        var unused = told(cluster);
    }

    /**
     * Removes, when nothing is judged any more, all that is abandoned or the run's own, and waits for the rest to be removed
     * by its run or to expire, as far as that is not further away than the given time. Failures are reported, not thrown.
     */
    void removeAll(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        AtomicReference<@Nullable Instant> rest = new AtomicReference<>(look().orElse(null));
        if (rest.get() == null) {
            return;
        }
        LOG.info(
                "Another run has made probes that it may need until {}; waiting for it to remove them, or for that time",
                rest.get());
        try {
            Awaitility.await("what another run has made is removed, or expires")
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(poll)
                    .atMost(patience.plus(poll))
                    .until(() -> {
                        Instant until = look().orElse(null);
                        rest.set(until);
                        return until == null || until.isAfter(deadline);
                    });
        } catch (ConditionTimeoutException e) {
            LOG.debug("the time to wait for other runs is over", e);
        }
        if (rest.get() != null) {
            LOG.warn("What another run may need until {} is left alone", rest.get());
        }
    }

    /** Until when the latest of what is still in use may be so. */
    private Optional<Instant> look() {
        return Stream.of(told(cluster), told(this::objects))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private Optional<Instant> objects() {
        Optional<ObjectStore> store = bucket.get();
        if (store.isEmpty()) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        Instant latest = Instant.MIN;
        for (ObjectStore.StoredObject object : store.get().list(TestObjects.PREFIX, MOST_OBJECTS)) {
            Optional<Instant> expires = TestObjects.expiry(object.key());
            boolean own = TestObjects.run(object.key()).filter(run::equals).isPresent();
            if (own || expires.filter(now::isAfter).isPresent()) {
                LOG.info("Removing the object {} that a run left behind", object.key());
                store.get().delete(object.key());
            } else if (expires.filter(latest::isBefore).isPresent()) {
                latest = expires.get();
            }
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }

    private static Optional<Instant> told(Supplier<Optional<Instant>> removal) {
        try {
            return removal.get();
        } catch (NoAnswerException | ObjectStore.Refused e) {
            LOG.warn("What earlier runs left behind could not be removed: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
