package io.logstack.conformance.homelab.logql;

import java.util.List;

/** No query may read all streams. */
final class Guards {
    private static final String REFUSED =
            "queries require at least one regexp or equality matcher that does not have an empty-compatible value."
                    + " For instance, app=~\".*\" does not meet this requirement, but app=~\".+\" will";

    private Guards() {}

    static void check(Plan plan) {
        if (plan instanceof Plan.Log log) {
            check(log.matchers());
        } else if (plan instanceof Plan.RangeAggregation aggregation) {
            check(aggregation.range().log().matchers());
        } else if (plan instanceof Plan.VectorAggregation aggregation) {
            check(aggregation.of());
        } else if (plan instanceof Plan.Binary binary) {
            check(binary.left());
            check(binary.right());
        }
    }

    static void check(List<Matcher> matchers) {
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw QueryException.parse(REFUSED);
        }
    }
}
