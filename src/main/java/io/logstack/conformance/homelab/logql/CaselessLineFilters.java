package io.logstack.conformance.homelab.logql;

import com.google.re2j.Pattern;

/** Plans whose line filters overlook the case of letters, for a Loki that does. */
public final class CaselessLineFilters {
    private CaselessLineFilters() {}

    /** The plan with its line filters replaced. */
    public static Plan in(Plan plan) {
        return plan instanceof Plan.Log log ? log(log) : metric((Plan.Metric) plan);
    }

    private static Plan.Log log(Plan.Log log) {
        return new Plan.Log(
                log.matchers(),
                log.stages().stream()
                        .map(stage -> stage instanceof LineFilter filter ? caseless(filter) : stage)
                        .toList());
    }

    private static Plan.Metric metric(Plan.Metric metric) {
        if (metric instanceof Plan.RangeAggregation of) {
            Plan.LogRange range = of.range();
            return new Plan.RangeAggregation(
                    of.operation(),
                    of.parameter(),
                    new Plan.LogRange(log(range.log()), range.interval(), range.offset(), range.unwrap()),
                    of.grouping());
        }
        if (metric instanceof Plan.VectorAggregation of) {
            return new Plan.VectorAggregation(of.operation(), of.parameter(), metric(of.of()), of.grouping());
        }
        if (metric instanceof Plan.Binary of) {
            return new Plan.Binary(of.operator(), of.bool(), of.matching(), metric(of.left()), metric(of.right()));
        }
        return metric;
    }

    private static LineFilter caseless(LineFilter filter) {
        return switch (filter.type()) {
            case CONTAINS, CONTAINS_NOT ->
                LineFilter.of(
                        filter.type() == LineFilter.Type.CONTAINS
                                ? LineFilter.Type.MATCHES
                                : LineFilter.Type.MATCHES_NOT,
                        filter.texts().stream()
                                .map(text -> "(?i)" + Pattern.quote(text))
                                .toList());
            case MATCHES, MATCHES_NOT ->
                LineFilter.of(
                        filter.type(),
                        filter.texts().stream().map(text -> "(?i)" + text).toList());
        };
    }
}
