package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.workload.Workload;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Judges expectations on a started stack. */
final class StackJudge implements Judge {
    private final Stack stack;
    private final Profile profile;
    private final Workload workload;
    private final RunListener listener;
    private final Redaction redaction;
    private final Waivers waivers;
    private final Diagnostics diagnostics;
    /** Expectations that run alone hold it exclusively. Nobody who holds it waits for another expectation. */
    private final ReadWriteLock floor = new ReentrantReadWriteLock(true);

    private final Set<Judgement> underWay = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String aborted;

    StackJudge(Stack stack, Profile profile, Workload workload, RunListener listener) {
        this.stack = stack;
        this.profile = profile;
        this.workload = workload;
        this.listener = listener;
        this.redaction = new Redaction(profile, stack);
        this.waivers = new Waivers(profile);
        this.diagnostics = new Diagnostics(stack, profile);
    }

    @Override
    public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
        if (!profile.safety().admits(expectation.safety())) {
            String message = "Its safety is " + expectation.safety() + "; profile " + profile.name() + " allows "
                    + profile.safety() + ".";
            return Optional.of(Outcomes.withoutJudging(expectation, Verdict.NOT_RUN, message, neededBy));
        }
        return expectation.requires().stream()
                .sorted(Comparator.naturalOrder())
                .flatMap(capability ->
                        stack.lacks(capability).map(why -> lacking(expectation, capability, why, neededBy)).stream())
                .findFirst();
    }

    private Outcome lacking(Description expectation, Capability capability, String why, @Nullable String neededBy) {
        String message = "It needs " + capability.description() + ", which cannot be reached because " + why;
        boolean required = profile.requiredCapabilities().orElse(Set.of()).contains(capability);
        if (!required) {
            return redaction.apply(
                    Outcomes.withoutJudging(expectation, Verdict.NOT_APPLICABLE, message + ".", neededBy));
        }
        return waivers.apply(redaction.apply(Outcomes.withoutJudging(
                expectation,
                Verdict.FAIL,
                message + "; profile " + profile.name() + " lists " + capability + " in required-capabilities.",
                neededBy)));
    }

    @Override
    public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
        Lock place = expectation.description().alone() ? floor.writeLock() : floor.readLock();
        place.lock();
        try {
            Judgement judgement = new Judgement(expectation, stack, profile, workload, redaction, diagnostics);
            underWay.add(judgement);
            try {
                String why = aborted;
                if (why != null) {
                    judgement.abort(why);
                } else {
                    listener.expectationStarted(expectation.description());
                }
                return waivers.apply(judgement.run(neededBy));
            } finally {
                underWay.remove(judgement);
            }
        } finally {
            place.unlock();
        }
    }

    @Override
    public void abort(String why) {
        aborted = why;
        underWay.forEach(judgement -> judgement.abort(why));
    }
}
