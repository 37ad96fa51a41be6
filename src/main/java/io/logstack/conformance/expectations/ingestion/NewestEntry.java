package io.logstack.conformance.expectations.ingestion;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.retention.StackAge;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The operator's newest entry, looked for further back where there is none of late. */
final class NewestEntry {
    private final OperatorTraffic traffic;
    private final Profile profile;
    private final Optional<OperatorTraffic.Newest> newest;

    /** @param recent the newest entry within the window, if any */
    NewestEntry(OperatorTraffic traffic, Profile profile, Optional<OperatorTraffic.Newest> recent) {
        this.traffic = traffic;
        this.profile = profile;
        this.newest =
                recent.isPresent() ? recent : traffic.newest(profile.retention().period());
    }

    void record(Evidence evidence, String address, Duration window) {
        Instant now = Instant.now();
        String source = address + " by "
                + newest.map(entry -> entry.foundBy().selector()).orElseGet(traffic::describe);
        evidence.measured(
                "age of the operator's newest entry",
                newest.map(entry -> (Object) (entry.age(now).toMillis() / 1000.0))
                        .orElse("none within retention"),
                "seconds",
                "< " + Durations.text(window),
                source);
        newest.ifPresent(
                entry -> evidence.measured("stream of the operator's newest entry", entry.stream(), "", null, source));
    }

    /**
     * Where Kubernetes runs the operator's workloads the stack owes their lines; a bare Loki may have no operator at all.
     *
     * @throws InconclusiveException when it cannot be told whether anybody logs
     */
    static void requireTraffic(OperatorTraffic traffic, Profile profile, Evidence evidence, String address) {
        if (profile.tier() == Tier.ENDPOINTS
                && traffic.newest(profile.retention().period()).isEmpty()) {
            evidence.measured("entries of the operator's", 0, "entries", ">= 1", address + " by " + traffic.describe());
            throw new InconclusiveException(
                    "Loki holds no line of an operator's workload within "
                            + Durations.text(profile.retention().period()) + " (asked by " + traffic.describe()
                            + "), so it may be that nobody logs; it can be judged once somebody does.",
                    null);
        }
    }

    /**
     * A stack that is younger than the time within which its workloads must have logged does not owe their lines yet.
     *
     * @param limit that time
     * @throws InconclusiveException when it is younger, with from when it can be judged
     */
    static void requireAge(Stack stack, Profile profile, Duration limit) {
        StackAge.of(stack, profile, stack.loki().metrics())
                .map(age -> age.since().plus(limit))
                .filter(Instant.now()::isBefore)
                .ifPresent(due -> {
                    throw new InconclusiveException(
                            "The operator's workloads have not logged everywhere yet, and the stack is younger than the "
                                    + Durations.text(limit) + " within which they must.",
                            due);
                });
    }

    String describe(Instant now) {
        return newest.map(entry -> "the newest one " + Durations.text(entry.age(now)) + " old, of " + entry.at())
                .orElse("none within " + Durations.text(profile.retention().period()));
    }
}
