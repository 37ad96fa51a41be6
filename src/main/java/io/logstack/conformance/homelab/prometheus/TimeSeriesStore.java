package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.promql.Matcher;
import io.logstack.conformance.homelab.promql.Series;
import io.logstack.conformance.homelab.promql.SeriesSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was scraped, over a window that moves with time. Thread-safe. */
final class TimeSeriesStore implements SeriesSource {
    private final Map<String, Map<Map<String, String>, TimeSeries>> byName = new HashMap<>();

    /** @param labels with the metric's name */
    synchronized void append(Map<String, String> labels, long time, double value) {
        series(labels).append(time, value);
    }

    /** For who appends to the same series over and over: looking it up by its labels costs more than a sample. */
    synchronized void append(TimeSeries series, long time, double value) {
        (series.forgotten() ? series(series.labels()) : series).append(time, value);
    }

    /** @param labels with the metric's name */
    synchronized TimeSeries series(Map<String, String> labels) {
        return byName.computeIfAbsent(labels.getOrDefault(Series.NAME, ""), name -> new HashMap<>())
                .computeIfAbsent(labels, TimeSeries::new);
    }

    synchronized void forgetBefore(long time) {
        byName.values().forEach(sameName -> sameName.values().removeIf(series -> series.forgetBefore(time)));
        byName.values().removeIf(Map::isEmpty);
    }

    @Override
    public synchronized List<Series> select(List<Matcher> matchers, long from, long to) {
        List<Series> found = new ArrayList<>();
        for (Map<Map<String, String>, TimeSeries> sameName : named(matchers)) {
            for (TimeSeries series : sameName.values()) {
                if (matchers.stream().allMatch(matcher -> matcher.matches(series.labels()))) {
                    Series part = series.between(from, to);
                    if (part.times().length > 0) {
                        found.add(part);
                    }
                }
            }
        }
        return found;
    }

    private Collection<Map<Map<String, String>, TimeSeries>> named(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.label().equals(Series.NAME) && matcher.operator() == Matcher.Operator.EQUAL) {
                Map<Map<String, String>, TimeSeries> sameName = byName.get(matcher.value());
                return sameName == null ? List.of() : List.of(sameName);
            }
        }
        return byName.values();
    }
}
