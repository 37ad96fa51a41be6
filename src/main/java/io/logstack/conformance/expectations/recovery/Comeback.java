package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a part that was disturbed, and of the lines that were written meanwhile.
 *
 * @param part what was disturbed
 * @param took until it was back, or empty where it was not in time
 * @param state how it was when last looked at
 * @param before pushes that were acknowledged before it was disturbed
 * @param after pushes that were acknowledged after that
 * @param unacknowledged pushes that were refused or not answered
 * @param gap the longest time between two acknowledgements
 * @param account what came back of the acknowledged lines, or empty where nothing could be read back
 */
record Comeback(
        String part,
        Optional<Duration> took,
        String state,
        int before,
        int after,
        int unacknowledged,
        Duration gap,
        Optional<Account> account) {

    void record(Duration limit, Evidence evidence, String source) {
        evidence.measured(
                "time until " + part + " was back",
                took.map(time -> (Object) (time.toMillis() / 1000.0)).orElse("not back"),
                "seconds",
                "<= " + Durations.text(limit),
                source);
        evidence.measured("state at the last look", state, "", null, part);
        evidence.measured("longest gap between acknowledgements", gap.toMillis() / 1000.0, "seconds", null, source);
        evidence.measured("pushes acknowledged before", before, "pushes", ">= 1", source);
        evidence.measured("pushes acknowledged after", after, "pushes", ">= 1", source);
        evidence.measured("pushes refused or not answered", unacknowledged, "pushes", null, source);
        evidence.measured("acknowledged lines", account.map(Account::owed).orElse(0L), "lines", ">= 1", source);
        evidence.measured("entries read back", account.map(Account::read).orElse(0L), "entries", null, source);
    }

    void judge(Duration limit, Class<?> expectation, String source) {
        assertThat(new Finding(before > 0, "lines acknowledged while nothing is disturbed", "none", source))
                .orElse(expectation)
                .holds();
        assertThat(new Finding(
                        took.filter(time -> time.compareTo(limit) <= 0).isPresent(),
                        part + " back within " + Durations.text(limit),
                        took.map(time -> "it back after " + time.toMillis() / 1000.0 + " s")
                                .orElse("it not back: " + state),
                        source))
                .orElse(expectation)
                .holds();
        assertThat(new Finding(
                        account.filter(found -> found.exact() && found.owed() > 0)
                                .isPresent(),
                        "every acknowledged line once, in order, unaltered",
                        account.map(Account::toString).orElse("nothing read back"),
                        source))
                .orElse(expectation)
                .holds();
    }
}
