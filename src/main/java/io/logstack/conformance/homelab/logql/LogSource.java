package io.logstack.conformance.homelab.logql;

import java.util.List;

/** Where the entries are. */
@FunctionalInterface
public interface LogSource {
    /**
     * The streams that match, each with its entries of a half-open range of time.
     *
     * @param start nanoseconds, inclusive
     * @param end nanoseconds, exclusive
     */
    List<Stream> select(List<Matcher> matchers, long start, long end);

    /** Entries of one stream, oldest first, entries of one moment in their order of arrival. */
    record Stream(Labels labels, List<Entry> entries) {}
}
