package io.logstack.conformance.expectations.query;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pages through the corpus as a client does that knows no more than {@code limit}, {@code direction} and the last timestamp
 * that it saw. That is enough, since no two lines of the corpus have the same.
 *
 * @param limit entries to a page
 */
record Paging(Corpus corpus, int limit, boolean forward) {
    /** One page, in the order of time that was asked for; streams come apart in an answer. */
    record Page(List<LogEntry> entries) {}

    String direction() {
        return forward ? "forward" : "backward";
    }

    /** Every page, up to the first that is not full; no more pages than there are lines. */
    List<Page> read(Loki loki) {
        long from = LogQuery.nanos(corpus.oldest());
        long to = LogQuery.nanos(corpus.newest());
        List<Page> pages = new ArrayList<>();
        while (pages.size() <= corpus.lines().size()) {
            List<LogEntry> entries = loki.logs(new LogQuery(corpus.selector(), from, to, limit, forward, null)).stream()
                    .flatMap(stream -> stream.entries().stream())
                    .sorted(order())
                    .toList();
            pages.add(new Page(entries));
            if (entries.size() < limit) {
                break;
            }
            long last = entries.get(entries.size() - 1).timestamp();
            if (forward) {
                from = last + 1;
            } else {
                to = last;
            }
        }
        return pages;
    }

    /** The pages that there must be: all but the last one full. */
    List<Page> expected() {
        List<LogEntry> entries =
                corpus.lines().stream().map(Corpus.Line::entry).sorted(order()).toList();
        List<Page> pages = new ArrayList<>();
        for (int at = 0; at <= entries.size(); at += limit) {
            pages.add(new Page(entries.subList(at, Math.min(at + limit, entries.size()))));
        }
        return pages;
    }

    private Comparator<LogEntry> order() {
        Comparator<LogEntry> oldestFirst = Comparator.comparingLong(LogEntry::timestamp);
        return forward ? oldestFirst : oldestFirst.reversed();
    }

    /** How what was read differs from what must be, or empty. */
    static String difference(List<Page> expected, List<Page> read) {
        for (int i = 0; i < Math.min(expected.size(), read.size()); i++) {
            List<LogEntry> wanted = expected.get(i).entries();
            List<LogEntry> found = read.get(i).entries();
            if (!wanted.equals(found)) {
                return "page " + (i + 1) + " with " + found.size() + " entries " + ends(found) + " instead of "
                        + wanted.size() + " " + ends(wanted);
            }
        }
        return expected.size() == read.size() ? "" : read.size() + " pages instead of " + expected.size();
    }

    private static String ends(List<LogEntry> entries) {
        return entries.isEmpty()
                ? ""
                : "from '" + entries.get(0).line() + "' to '"
                        + entries.get(entries.size() - 1).line() + "'";
    }
}
