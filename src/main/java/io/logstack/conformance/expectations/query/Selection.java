package io.logstack.conformance.expectations.query;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A log query over the corpus, and what it must select, said without LogQL.
 *
 * @param name what the query is an example of
 */
record Selection(String name, String logql, Predicate<Corpus.Line> truth) {
    private static final int SHOWN = 3;

    /** What it must select: some lines, and not all, else it would show nothing. */
    List<LogEntry> expected(Corpus corpus) {
        List<LogEntry> expected =
                corpus.lines().stream().filter(truth).map(Corpus.Line::entry).toList();
        if (expected.isEmpty() || expected.size() == corpus.lines().size()) {
            throw new IllegalStateException("the query '" + name + "' would select " + expected.size() + " of "
                    + corpus.lines().size() + " lines, which shows nothing");
        }
        return expected;
    }

    /** Asks, writes down what came, and says how that differs from what is expected. */
    Finding judge(Loki loki, Corpus corpus, Evidence evidence) {
        List<LogEntry> expected = expected(corpus);
        List<LogEntry> found =
                loki
                        .logs(LogQuery.forward(
                                logql,
                                corpus.oldest(),
                                corpus.newest(),
                                2 * corpus.lines().size()))
                        .stream()
                        .flatMap(stream -> stream.entries().stream())
                        .toList();
        String source = loki.address() + " by " + logql;
        evidence.measured("entries by " + name, found.size(), "entries", "= " + expected.size(), source);
        return compare(expected, found, source);
    }

    private Finding compare(List<LogEntry> expected, List<LogEntry> found, String source) {
        List<LogEntry> missing = new ArrayList<>(expected);
        missing.removeAll(new HashSet<>(found));
        List<LogEntry> unexpected = new ArrayList<>(found);
        unexpected.removeAll(new HashSet<>(expected));
        Set<LogEntry> distinct = new HashSet<>(found);
        List<String> troubles = new ArrayList<>();
        tell(troubles, "missing", missing);
        tell(troubles, "not asked for", unexpected);
        if (distinct.size() < found.size()) {
            troubles.add((found.size() - distinct.size()) + " more than once");
        }
        return new Finding(
                troubles.isEmpty(),
                "exactly " + expected.size() + " entries by " + name,
                found.size() + " entries, " + String.join(", ", troubles),
                source);
    }

    private static void tell(List<String> troubles, String what, List<LogEntry> entries) {
        if (!entries.isEmpty()) {
            troubles.add(entries.size() + " " + what + " (such as "
                    + entries.stream().limit(SHOWN).map(LogEntry::line).toList() + ")");
        }
    }
}
