package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.workload.Workload;
import java.util.Set;

/** One expectation judged by itself, whatever its prerequisites would say. */
public final class LoneJudgement {
    private LoneJudgement() {}

    /** As a run judges it, but without diagnostics of a failure. */
    public static Outcome of(Description expectation, Stack stack, Profile profile, String run) {
        FakeStack undiagnosed = new FakeStack();
        undiagnosed.lacking.put(Capability.KUBERNETES, "nobody looks at the diagnostics");
        Judgement judgement = new Judgement(
                Catalogue.of(Set.of(expectation.type())).get(expectation.type()),
                stack,
                profile,
                new Workload(run, 1, profile.workload()),
                new Redaction(profile, stack),
                new Diagnostics(undiagnosed, profile));
        return judgement.run(null);
    }
}
