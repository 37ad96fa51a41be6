package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How far a run is. Not thread-safe. */
final class Progress {
    /** How many of those under way a line names. */
    private static final int NAMED = 3;

    private final int selected;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Long> underWay = new LinkedHashMap<>();
    private int judged;

    Progress(int selected) {
        this.selected = selected;
    }

    /** @param at nanoseconds of any clock, the same for all calls */
    void started(String id, long at) {
        underWay.put(id, at);
    }

    void judged(Outcome outcome) {
        underWay.remove(outcome.expectation().id());
        verdicts.merge(outcome.verdict(), 1, Integer::sum);
        if (outcome.neededBy() == null) {
            judged++;
        }
    }

    /** How many of those that were selected are judged. */
    String count() {
        return String.format(Locale.ROOT, "[%2d/%2d]", judged, selected);
    }

    /** All in one line: counts, and what has been under way for longest. */
    String line(long now) {
        String counts = verdicts.entrySet().stream()
                .map(verdict -> verdict.getValue() + " " + verdict.getKey())
                .collect(Collectors.joining(", "));
        return count()
                + (counts.isEmpty() ? "" : " " + counts)
                + (underWay.isEmpty() ? "" : "; " + underWay.size() + " under way: " + longest(now));
    }

    private String longest(long now) {
        return underWay.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry::getValue))
                        .limit(NAMED)
                        .map(started -> started.getKey() + " "
                                + Duration.ofNanos(now - started.getValue()).toSeconds() + " s")
                        .collect(Collectors.joining(", "))
                + (underWay.size() > NAMED ? ", …" : "");
    }
}
