package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;

/**
 * What came back of a stack that was uninstalled and restored from its backup. What was in the object store has to; what was
 * in memory only went with the volume, as the chart's {@code enableStatefulSetAutoDeletePVC} has it, and is told and not owed.
 *
 * @param left what was left of it before the backup was applied; without anything gone nothing was restored
 * @param took from applying the backup until the stack was whole, or empty where it was not in time
 * @param troubles what was missing when last looked at
 * @param flushed what came back of the lines that were flushed before, or empty where nothing could be read back
 * @param throughout of those that were pushed from before it was uninstalled until it was restored
 * @param validation of those that were pushed once it was restored
 * @param gap the longest time between two acknowledgements
 */
record Restoration(
        List<String> left,
        Optional<Duration> took,
        List<String> troubles,
        Optional<Account> flushed,
        Optional<Account> throughout,
        Optional<Account> validation,
        Duration gap) {
    private static final double MILLIS = 1_000;

    void record(Duration limit, Evidence evidence, String source) {
        evidence.measured("left after the deletion", left.toString(), "", "= []", "Kubernetes");
        evidence.measured(
                "time from the backup to a whole stack",
                took.map(time -> (Object) (time.toMillis() / MILLIS)).orElse("not whole: " + troubles),
                "seconds",
                "<= " + Durations.text(limit),
                "Kubernetes");
        evidence.measured("longest gap between acknowledgements", gap.toMillis() / MILLIS, "seconds", null, source);
        evidence.measured("lines flushed before", owed(flushed), "lines", ">= 1", source);
        evidence.measured("lost of the lines flushed before", lost(flushed), "lines", "= 0", source);
        evidence.measured("lines acknowledged meanwhile, some in memory only", owed(throughout), "lines", null, source);
        evidence.measured("lost of these with the volume", lost(throughout), "lines", null, source);
        evidence.measured("lines pushed after", owed(validation), "lines", ">= 1", source);
        evidence.measured("lost of the lines pushed after", lost(validation), "lines", "= 0", source);
    }

    void judge(Duration limit, Class<?> expectation, String source) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                left.isEmpty(),
                "nothing left of the stack once its releases are deleted",
                left.toString(),
                "Kubernetes"));
        findings.add(new Finding(
                took.filter(time -> time.compareTo(limit) <= 0).isPresent(),
                "the whole stack ready within " + Durations.text(limit) + " of applying its backup",
                took.map(time -> "it after " + time.toMillis() / MILLIS + " s")
                        .orElse("that " + String.join("; ", troubles)),
                "Kubernetes"));
        if (took.isPresent()) {
            findings.add(came(flushed, "every line that had been flushed", source));
            findings.add(came(validation, "every line that was pushed once it was restored", source));
        }
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(expectation).holds())));
    }

    private static Finding came(Optional<Account> account, String expected, String source) {
        return new Finding(
                account.filter(found -> found.exact() && found.owed() > 0).isPresent(),
                expected + ", once, in order, unaltered",
                account.map(Account::toString).orElse("nothing read back"),
                source);
    }

    private static long owed(Optional<Account> account) {
        return account.map(Account::owed).orElse(0L);
    }

    private static Object lost(Optional<Account> account) {
        return account.map(found -> (Object) found.count(Deviation.Kind.LOST)).orElse("not read back");
    }
}
