package io.logstack.conformance.expectations.query;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Instant;

/**
 * The corpus in Loki: pushed once in a run, for all expectations that query it.
 *
 * @param push the answer to the push
 * @param readable how many of its entries could be read when all were due
 */
record PushedCorpus(Corpus corpus, Answer push, int readable) {
    /**
     * The corpus of this run, pushed if it has not been.
     *
     * @throws InconclusiveException when the profile allows too few lines to tell one query from another
     */
    static PushedCorpus of(Loki loki, Profile profile, Workload workload) {
        return workload.shared(PushedCorpus.class, () -> push(loki, profile, workload));
    }

    private static PushedCorpus push(Loki loki, Profile profile, Workload workload) {
        int allowed = workload.settings().lines();
        if (allowed < Corpus.FEWEST) {
            throw new InconclusiveException(
                    "The profile's workload.lines allows " + allowed + " lines; the fixed queries need " + Corpus.FEWEST
                            + " to be told from one another.",
                    null);
        }
        Corpus corpus = new Corpus(workload.run(), Instant.now(), Math.min(allowed, Corpus.MOST));
        Answer answer = loki.push(corpus.streams());
        if (answer.status() != 204) {
            return new PushedCorpus(corpus, answer, 0);
        }
        int readable = new Look(profile)
                .until(
                        "the corpus of the fixed queries is readable",
                        profile.ingestion().lag(),
                        () -> count(loki, corpus),
                        count -> count >= corpus.lines().size());
        return new PushedCorpus(corpus, answer, readable);
    }

    private static int count(Loki loki, Corpus corpus) {
        return loki
                .logs(LogQuery.forward(
                        corpus.selector(),
                        corpus.oldest(),
                        corpus.newest(),
                        corpus.lines().size() + 1))
                .stream()
                .mapToInt(stream -> stream.entries().size())
                .sum();
    }

    void record(Evidence evidence, String address) {
        evidence.measured("lines pushed", corpus.lines().size(), "lines", null, address);
        evidence.measured("answer to the push", push.status(), "", "= 204", address);
        evidence.measured(
                "entries readable when due",
                readable,
                "entries",
                "= " + corpus.lines().size(),
                address + " by " + corpus.selector());
    }

    /** Without all of it in Loki, nothing that is asked over it can be as it should. */
    Finding complete(String address) {
        return new Finding(
                push.status() == 204 && readable == corpus.lines().size(),
                corpus.lines().size() + " lines acknowledged with 204 and readable",
                "status " + push.status()
                        + (push.status() == 204 ? "" : " and '" + push.body().strip() + "'") + ", and " + readable
                        + " entries readable",
                address + " by " + corpus.selector());
    }
}
