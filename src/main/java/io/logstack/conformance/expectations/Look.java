package io.logstack.conformance.expectations;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Looks again and again until enough is seen; what was seen last is for the caller to judge. */
public final class Look {
    private final Duration poll;

    public Look(Profile profile) {
        this.poll = profile.timeouts().poll();
    }

    /**
     * Looks at once and then with the profile's pauses, until the look is enough or the time is over.
     *
     * @param alias what is waited for
     * @param timeout how long, from now
     * @return the last look, enough or not
     * @throws NoAnswerException when time is over and the last look got no answer
     */
    public <T> T until(String alias, Duration timeout, Supplier<T> look, Predicate<T> enough) {
        return until(alias, Duration.ZERO, timeout, look, enough);
    }

    /** As {@link #until(String, Duration, Supplier, Predicate)}, with the first look after a time. */
    public <T> T until(String alias, Duration first, Duration timeout, Supplier<T> look, Predicate<T> enough) {
        AtomicReference<@Nullable T> seen = new AtomicReference<>();
        AtomicReference<@Nullable NoAnswerException> unanswered = new AtomicReference<>();
        try {
            Awaitility.await(alias)
                    .pollInSameThread()
                    .pollDelay(first)
                    .pollInterval(poll)
                    .atMost(first.plus(timeout).plus(poll))
                    .until(() -> {
                        try {
                            T now = look.get();
                            seen.set(now);
                            unanswered.set(null);
                            return enough.test(now);
                        } catch (NoAnswerException e) {
                            unanswered.set(e);
                            return false;
                        }
                    });
        } catch (ConditionTimeoutException e) {
            NoAnswerException last = unanswered.get();
            if (last != null) {
                throw last;
            }
        }
        T last = seen.get();
        if (last == null) {
            throw new IllegalStateException("nothing was seen while waiting for: " + alias);
        }
        return last;
    }
}
