package io.logstack.conformance.expectations.query;

import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A query that stands for how the operator uses Loki.
 *
 * @param name such as {@code json}
 */
record FunctionalQuery(String name, String logql) {
    static final String PATH = "/loki/api/v1/query_range";

    private static final int LIMIT = 100;
    private static final int STEPS = 60;

    /** The profile's, or the four of the runbook's test script over the operator's own streams. */
    static List<FunctionalQuery> of(Profile profile, OperatorTraffic.Streams streams) {
        Map<String, String> named = profile.queries().functional();
        if (!named.isEmpty()) {
            return named.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(query -> new FunctionalQuery(query.getKey(), query.getValue()))
                    .toList();
        }
        String selector = streams.selector();
        // Every line matches the expression and comes out of the parser, as JSON or with an error label: an empty
        // answer
        // is the stack's doing.
        return List.of(
                new FunctionalQuery("label", selector),
                new FunctionalQuery("regex", selector + " |~ `\\S+`"),
                new FunctionalQuery("json", selector + " | json"),
                new FunctionalQuery(
                        "aggregation", "sum by (" + streams.label() + ") (count_over_time(" + selector + "[1m]))"));
    }

    Map<String, String> parameters(Instant end, Duration range) {
        return Map.of(
                "query", logql,
                "start", Long.toString(LogQuery.nanos(end.minus(range))),
                "end", Long.toString(LogQuery.nanos(end)),
                "limit", Integer.toString(LIMIT),
                "step", Long.toString(Math.max(1, range.toSeconds() / STEPS)));
    }
}
