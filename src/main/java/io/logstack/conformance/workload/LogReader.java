package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Reads back a range by paging through it. Entries at the timestamp where a full page ends may continue beyond it: they
 * are left to the next page, which begins with that timestamp. So every entry that Loki holds is seen once, and what
 * Loki itself returns twice is seen twice.
 */
public final class LogReader {
    /** Most entries that Loki returns for one query. */
    private static final int HIGHEST_LIMIT = 5_000;

    private final Loki loki;
    private final int limit;

    /** @param limit entries to a page */
    public LogReader(Loki loki, int limit) {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to " + HIGHEST_LIMIT + " entries, not " + limit);
        }
        this.loki = loki;
        this.limit = limit;
    }

    /**
     * Reads a range.
     *
     * @param start nanoseconds, inclusive
     * @param end nanoseconds, exclusive
     * @param forward whether the oldest entries are read first
     * @param pages takes each page, in order
     * @return how many queries it took
     * @throws NoAnswerException when Loki does not answer, or its answers cannot be paged through
     */
    public int read(String logql, long start, long end, boolean forward, Consumer<List<LogStream>> pages) {
        long from = start;
        long to = end;
        int entries = limit;
        int queries = 0;
        while (true) {
            List<LogStream> page = loki.logs(new LogQuery(logql, from, to, entries, forward, null));
            queries++;
            long count =
                    page.stream().mapToLong(stream -> stream.entries().size()).sum();
            if (count < entries) {
                pages.accept(page);
                return queries;
            }
            long oldest = timestamps(page).min().orElseThrow();
            long newest = timestamps(page).max().orElseThrow();
            if (oldest < from || newest >= to) {
                throw new NoAnswerException("Loki at " + loki.address() + " returned for " + logql + " from " + from
                        + " to " + to + " an entry outside of that range, between " + oldest + " and " + newest);
            }
            if (oldest == newest) {
                if (entries == HIGHEST_LIMIT) {
                    throw new NoAnswerException("Loki at " + loki.address() + " holds " + HIGHEST_LIMIT
                            + " entries or more of " + logql + " at the timestamp " + oldest
                            + ": they cannot be paged through");
                }
                entries = Math.min(HIGHEST_LIMIT, entries * 2);
                continue;
            }
            pages.accept(forward ? without(page, at -> at < newest) : without(page, at -> at > oldest));
            from = forward ? newest : from;
            to = forward ? to : oldest + 1;
            entries = limit;
        }
    }

    private static java.util.stream.LongStream timestamps(List<LogStream> page) {
        return page.stream().flatMap(stream -> stream.entries().stream()).mapToLong(LogEntry::timestamp);
    }

    private static List<LogStream> without(List<LogStream> page, LongPredicate kept) {
        return page.stream()
                .map(stream -> new LogStream(
                        stream.labels(),
                        stream.entries().stream()
                                .filter(entry -> kept.test(entry.timestamp()))
                                .toList()))
                .filter(stream -> !stream.entries().isEmpty())
                .toList();
    }
}
