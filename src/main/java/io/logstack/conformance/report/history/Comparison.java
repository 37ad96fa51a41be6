package io.logstack.conformance.report.history;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run held against the ones before it in its lane.
 *
 * @param now the run
 * @param kept the ones before it, the oldest first
 * @param lastGood the last of them that conformed, or empty where none did: then nothing can be called worse or fixed
 * @param worse violated, and not so much in the last good run; {@code since} is the first run in a row that found it so
 * @param fixed PASS, and violated in the last good run or after it; {@code since} is the last run that found it violated
 * @param unjudged judged in the last good run, which is {@code since}, and not in this one
 * @param slower than its own spread over the kept runs explains
 */
public record Comparison(
        PastRun now,
        List<PastRun> kept,
        Optional<PastRun> lastGood,
        List<Change> worse,
        List<Change> fixed,
        List<Change> unjudged,
        List<Slowdown> slower) {
    public Comparison {
        kept = List.copyOf(kept);
        worse = List.copyOf(worse);
        fixed = List.copyOf(fixed);
        unjudged = List.copyOf(unjudged);
        slower = List.copyOf(slower);
    }

    /** @param kept runs of the same lane, the oldest first */
    public static Comparison of(PastRun now, List<PastRun> kept) {
        List<Slowdown> slower = Slowdown.of(now, kept);
        int good = lastGood(kept);
        if (good < 0) {
            return new Comparison(now, kept, Optional.empty(), List.of(), List.of(), List.of(), slower);
        }
        PastRun base = kept.get(good);
        List<PastRun> since = kept.subList(good, kept.size());
        List<Change> worse = new ArrayList<>();
        List<Change> fixed = new ArrayList<>();
        List<Change> unjudged = new ArrayList<>();
        for (JudgedExpectation judged : now.statement().expectations()) {
            Optional<Verdict> before = base.judged(judged.id()).map(JudgedExpectation::verdict);
            int severity = PastRun.severity(judged.verdict());
            if (severity > before.map(PastRun::severity).orElse(0)) {
                worse.add(new Change(judged, before.orElse(null), firstInARow(judged, since, now)));
            } else if (judged.verdict() == Verdict.PASS) {
                lastViolated(judged, since).ifPresent(fixed::add);
            } else if (before.filter(Verdict::judged).isPresent()
                    && !judged.verdict().judged()) {
                unjudged.add(new Change(judged, before.get(), base.id()));
            }
        }
        return new Comparison(now, kept, Optional.of(base), worse, fixed, unjudged, slower);
    }

    /** Kept runs that are earlier attempts at the build that runs this one. */
    public List<PastRun> earlierAttempts() {
        String key = now.build().key();
        return kept.stream()
                .filter(run -> !key.isEmpty() && run.build().key().equals(key))
                .toList();
    }

    /** What is to be said of an expectation in a word each: {@code new}, {@code fixed}, {@code unjudged}, {@code slower}. */
    public List<String> tags(String id) {
        List<String> tags = new ArrayList<>();
        if (isAmong(worse, id)) {
            tags.add("new");
        }
        if (isAmong(fixed, id)) {
            tags.add("fixed");
        }
        if (isAmong(unjudged, id)) {
            tags.add("unjudged");
        }
        if (slower.stream().anyMatch(one -> one.id().equals(id))) {
            tags.add("slower");
        }
        return tags;
    }

    private static boolean isAmong(List<Change> changes, String id) {
        return changes.stream().anyMatch(change -> change.now().id().equals(id));
    }

    /** How many runs it takes to tell what is slower. */
    public static int runsToTellSlower() {
        return Slowdown.RUNS_AT_LEAST;
    }

    /** Whether there are enough runs to tell what is slower. */
    public boolean tellsSlower() {
        return kept.size() >= Slowdown.RUNS_AT_LEAST;
    }

    /** Whether the profile says something else than in the last good run. */
    public boolean profileChanged() {
        String hash = now.statement().profile().hash();
        return lastGood.filter(base -> !base.statement().profile().hash().equals(hash))
                .isPresent();
    }

    private static int lastGood(List<PastRun> kept) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).good()) {
                return i;
            }
        }
        return -1;
    }

    /** Runs that did not judge it do not end the row. */
    private static String firstInARow(JudgedExpectation judged, List<PastRun> since, PastRun now) {
        String first = now.id();
        for (int i = since.size() - 1; i >= 0; i--) {
            Optional<Verdict> earlier = since.get(i).judged(judged.id()).map(JudgedExpectation::verdict);
            if (earlier.isPresent() && PastRun.severity(earlier.get()) >= PastRun.severity(judged.verdict())) {
                first = since.get(i).id();
            } else if (earlier.filter(Verdict::judged).isPresent()) {
                break;
            }
        }
        return first;
    }

    private static Optional<Change> lastViolated(JudgedExpectation judged, List<PastRun> since) {
        for (int i = since.size() - 1; i >= 0; i--) {
            Optional<Verdict> earlier = since.get(i).judged(judged.id()).map(JudgedExpectation::verdict);
            if (earlier.isPresent() && PastRun.severity(earlier.get()) > 0) {
                return Optional.of(
                        new Change(judged, earlier.get(), since.get(i).id()));
            }
            if (earlier.isPresent() && earlier.get() == Verdict.PASS) {
                break;
            }
        }
        return Optional.empty();
    }
}
