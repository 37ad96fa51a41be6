package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.workload.Account;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;

/**
 * What became of the lines that were pushed while the object store was away.
 *
 * @param away how long it was
 * @param acknowledged pushes that were acknowledged meanwhile
 * @param refused pushes that were refused or not answered meanwhile
 * @param words of the first of these, or empty
 * @param failedFlushes by how much Loki's count of them grew meanwhile: without one the outage was not felt
 * @param flushedAfter until Loki had flushed again once the store was back, or empty where it did not in time
 * @param gap the longest time between two acknowledgements
 * @param account what came back of the acknowledged lines of the whole time
 */
record StoreOutage(
        Duration away,
        int acknowledged,
        int refused,
        Optional<String> words,
        double failedFlushes,
        Optional<Duration> flushedAfter,
        Duration gap,
        Account account) {
    private static final double MILLIS = 1_000;

    void record(Duration limit, Evidence evidence, String source) {
        evidence.measured("time without the object store", away.toMillis() / MILLIS, "seconds", null, source);
        evidence.measured("pushes acknowledged meanwhile", acknowledged, "pushes", ">= 1", source);
        evidence.measured("pushes refused or not answered meanwhile", refused, "pushes", "= 0", source);
        evidence.measured("flushes that failed meanwhile", failedFlushes, "chunks", ">= 1", source);
        evidence.measured(
                "time until chunks were flushed again",
                flushedAfter.map(time -> (Object) (time.toMillis() / MILLIS)).orElse("not flushed"),
                "seconds",
                "<= " + Durations.text(limit),
                source);
        evidence.measured("longest gap between acknowledgements", gap.toMillis() / MILLIS, "seconds", null, source);
        evidence.measured("acknowledged lines", account.owed(), "lines", ">= 1", source);
        evidence.measured("entries read back", account.read(), "entries", null, source);
    }

    /** @throws InconclusiveException when Loki did not try to flush without its store */
    void judge(Duration limit, Class<?> expectation, String source) {
        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(new Finding(
                            acknowledged > 0 && refused == 0,
                            "every push acknowledged without the object store",
                            acknowledged + " acknowledged and " + refused + " not"
                                    + words.map(first -> ", the first: " + first)
                                            .orElse(""),
                            source))
                    .orElse(expectation)
                    .holds());
            softly.check(() -> assertThat(new Finding(
                            flushedAfter
                                    .filter(time -> time.compareTo(limit) <= 0)
                                    .isPresent(),
                            "chunks flushed again within " + Durations.text(limit) + " of the object store's return",
                            flushedAfter
                                    .map(time -> "it flushed after " + time.toMillis() / MILLIS + " s")
                                    .orElse("none"),
                            source))
                    .orElse(expectation)
                    .holds());
            softly.check(() -> assertThat(new Finding(
                            account.exact() && account.owed() > 0,
                            "every acknowledged line once, in order, unaltered",
                            account.toString(),
                            source))
                    .orElse(expectation)
                    .holds());
        });
        if (!(failedFlushes > 0)) {
            throw new InconclusiveException(
                    "Loki did not try to flush while the object store was away, so that it could lose nothing.", null);
        }
    }
}
