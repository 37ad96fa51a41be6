package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The range is shortened to where one of the pushed streams has nothing, so that the index can spare its chunk, in memory
 * or in the bucket.
 */
@Query
@Probe
@Expectation(
        id = "QUERY-07",
        level = SHOULD,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {EveryLineComesBackIT.class, FunctionalQueriesFastIT.class},
        statement = "The optimised patterns (label filter, shorter range) read fewer bytes than the slow ones",
        remedy =
                "Look at schema_config in Loki's '/config': the index must be tsdb with schema v13, and its files must be "
                        + "in the bucket")
public class OptimisedQueriesReadLessIT {
    private static final String FILTER = " |= \"payment\"";

    @Test
    void labelsAndShortRangesSpareBytes(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        PushedCorpus pushed = PushedCorpus.of(loki, profile, workload);
        pushed.record(evidence, loki.address());
        assertThat(pushed.complete(loki.address())).orElse(getClass()).holds();
        Corpus corpus = pushed.corpus();
        Duration old = Corpus.OLD;
        Instant recent = corpus.newest().minus(old.dividedBy(2));
        String slow = corpus.selector() + FILTER;
        String labelled = corpus.selector(Corpus.TEAM + "=\"check\"") + FILTER;

        int limit = 2 * corpus.lines().size();
        long all = BytesRead.by(loki, slow, corpus.oldest(), corpus.newest(), limit);
        long byLabel = BytesRead.by(loki, labelled, corpus.oldest(), corpus.newest(), limit);
        long shorter = BytesRead.by(loki, slow, recent, corpus.newest(), limit);
        String source = loki.address() + ", stats.summary.totalBytesProcessed";
        evidence.measured("read by " + slow, all, "bytes", "> 0", source);
        evidence.measured("read by " + labelled, byLabel, "bytes", "< " + all, source);
        evidence.measured("read by the first over half the range", shorter, "bytes", "< " + all, source);
        SoftAssertions.assertSoftly(softly -> Stream.of(
                        less("a label filter", byLabel, all, source), less("a shorter range", shorter, all, source))
                .forEach(finding -> softly.check(
                        () -> assertThat(finding).orElse(getClass()).holds())));
    }

    /** What reads nothing of lines that are there has not read them either. */
    static Finding less(String what, long read, long slow, String source) {
        return new Finding(
                read > 0 && read < slow,
                "a query with " + what + " to read something, and less than the " + slow + " bytes without it",
                read + " bytes read",
                source);
    }
}
