package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Waiver;
import java.util.List;
import java.util.Map;

/** What a profile waives: a failure there is a warning, which says until when and why; what depends on it waits as before. */
public final class Waivers {
    private final Map<String, Waiver> byId;

    Waivers(Profile profile) {
        this.byId = Map.copyOf(profile.waivers());
    }

    /** What is wrong with a profile's waivers beyond what the profile can tell: IDs that no expectation has. */
    public static List<String> mistakes(Profile profile, Catalogue catalogue) {
        List<String> ids = catalogue.descriptions().stream()
                .map(description -> description.id())
                .toList();
        return profile.waivers().keySet().stream()
                .filter(id -> !ids.contains(id))
                .sorted()
                .map(id -> "waivers." + id + ": no expectation has the ID " + id + "; accepted: one of those that "
                        + "'list' prints, such as " + ids.get(0))
                .toList();
    }

    /** The outcome as it is told. An error of the suite's own cannot be waived. */
    Outcome apply(Outcome outcome) {
        Waiver waiver = byId.get(outcome.expectation().id());
        if (waiver == null || outcome.verdict() != Verdict.FAIL) {
            return outcome;
        }
        return new Outcome(
                outcome.expectation(),
                Verdict.WARN,
                "Waived until " + waiver.until() + ", because: " + waiver.reason() + ". " + outcome.message(),
                outcome.failure(),
                outcome.blockedBy(),
                outcome.neededBy(),
                outcome.judgeableFrom(),
                outcome.measurements(),
                outcome.exchanges(),
                outcome.attachments(),
                outcome.charts(),
                outcome.startedAt(),
                outcome.took());
    }
}
