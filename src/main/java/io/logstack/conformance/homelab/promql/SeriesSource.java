package io.logstack.conformance.homelab.promql;

import java.util.List;

/** Where a query finds its series. */
@FunctionalInterface
public interface SeriesSource {
    /** Series that match all, with their samples in {@code [from, to]}, in milliseconds; those without any may be left out. */
    List<Series> select(List<Matcher> matchers, long from, long to);
}
