package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;

/**
 * What a gateway answered while it was scaled.
 *
 * @param steps of the scaling, in order
 * @param acknowledged pushes that were
 * @param unacknowledged pushes that were refused or not answered
 * @param answered queries that were
 * @param unanswered queries that were refused or not answered
 * @param words of the first requests that failed
 * @param gap the longest time between two acknowledgements
 * @param account what came back of the acknowledged lines
 */
record ScaledGateway(
        List<Step> steps,
        int acknowledged,
        int unacknowledged,
        int answered,
        int unanswered,
        List<String> words,
        Duration gap,
        Account account) {
    private static final double MILLIS = 1_000;

    /**
     * One step.
     *
     * @param took until there were so many replicas, all ready and none beyond, or empty where there were not in time
     * @param state of the replicas when last looked at
     * @param requests that were answered after that, before the next step
     */
    record Step(int replicas, Optional<Duration> took, String state, int requests) {}

    void record(Duration limit, int least, Evidence evidence, String source) {
        steps.forEach(step -> {
            String to = ", " + step.replicas() + " replicas (step " + (steps.indexOf(step) + 1) + ")";
            evidence.measured(
                    "time to scale" + to,
                    step.took().map(time -> (Object) (time.toMillis() / MILLIS)).orElse("not reached: " + step.state()),
                    "seconds",
                    "<= " + Durations.text(limit),
                    source);
            evidence.measured("requests answered" + to, step.requests(), "requests", ">= " + least, source);
        });
        evidence.measured("pushes acknowledged", acknowledged, "pushes", ">= 1", source);
        evidence.measured("pushes refused or not answered", unacknowledged, "pushes", "= 0", source);
        evidence.measured("queries answered", answered, "queries", ">= 1", source);
        evidence.measured("queries refused or not answered", unanswered, "queries", "= 0", source);
        evidence.measured("longest gap between acknowledgements", gap.toMillis() / MILLIS, "seconds", null, source);
        evidence.measured("acknowledged lines", account.owed(), "lines", ">= 1", source);
        evidence.measured("entries read back", account.read(), "entries", null, source);
    }

    void judge(Duration limit, int least, Class<?> expectation, String source) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(!steps.isEmpty(), "a gateway that is scaled", "no step", source));
        for (Step step : steps) {
            findings.add(new Finding(
                    step.took().filter(time -> time.compareTo(limit) <= 0).isPresent(),
                    step.replicas() + " ready replicas within " + Durations.text(limit),
                    step.took()
                            .map(time -> "them after " + time.toMillis() / MILLIS + " s")
                            .orElse(step.state()),
                    source));
            findings.add(new Finding(
                    step.requests() >= least,
                    least + " requests answered with " + step.replicas() + " replicas",
                    Integer.toString(step.requests()),
                    source));
        }
        findings.add(new Finding(
                acknowledged > 0 && answered > 0 && unacknowledged == 0 && unanswered == 0,
                "every push and every query answered",
                unacknowledged + " of " + (acknowledged + unacknowledged) + " pushes and " + unanswered + " of "
                        + (answered + unanswered) + " queries not"
                        + (words.isEmpty() ? "" : ", the first: " + String.join(" and ", words)),
                source));
        findings.add(new Finding(
                account.exact() && account.owed() > 0,
                "every acknowledged line once, in order, unaltered",
                account.toString(),
                source));
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(expectation).holds())));
    }
}
