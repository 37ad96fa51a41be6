package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
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
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Query
@Probe
@Expectation(
        id = "QUERY-09",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {EveryLineComesBackIT.class, FunctionalQueriesFastIT.class},
        statement = "limit and direction page through every entry once",
        remedy =
                "Compare Loki's version with the one that was tested last; until then read ranges whole instead of by pages")
public class PagingCompleteIT {
    /** Not a divisor of most numbers of lines, so that the last page is not full. */
    private static final int LIMIT = 31;

    @Test
    void bothDirectionsSeeEveryEntryOnce(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        PushedCorpus pushed = PushedCorpus.of(loki, profile, workload);
        pushed.record(evidence, loki.address());
        assertThat(pushed.complete(loki.address())).orElse(getClass()).holds();
        List<Finding> findings = Stream.of(true, false)
                .map(forward -> new Paging(pushed.corpus(), LIMIT, forward))
                .map(paging -> judge(paging, loki, evidence))
                .toList();
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    private static Finding judge(Paging paging, Loki loki, Evidence evidence) {
        List<Paging.Page> expected = paging.expected();
        List<Paging.Page> read = paging.read(loki);
        String source = loki.address() + " by " + paging.corpus().selector();
        evidence.measured(
                "entries to the page, " + paging.direction(),
                read.stream().map(page -> page.entries().size()).toList().toString(),
                "",
                "= " + expected.stream().map(page -> page.entries().size()).toList(),
                source);
        String difference = Paging.difference(expected, read);
        return new Finding(
                difference.isEmpty(),
                "every entry once, in pages of " + paging.limit() + ", " + paging.direction(),
                difference,
                source);
    }
}
