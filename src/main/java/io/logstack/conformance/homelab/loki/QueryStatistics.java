package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Matcher;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;

/** What a query reads: counts on the way from the store. One query, one thread. */
final class QueryStatistics implements LogSource {
    private final LogSource source;
    private final UnaryOperator<List<Matcher>> before;
    private final UnaryOperator<List<Matcher>> after;
    private final long began = System.nanoTime();
    private long lines;
    private long bytes;

    QueryStatistics(LogSource source) {
        this(source, matchers -> matchers, matchers -> List.of());
    }

    private QueryStatistics(LogSource source, UnaryOperator<List<Matcher>> before, UnaryOperator<List<Matcher>> after) {
        this.source = source;
        this.before = before;
        this.after = after;
    }

    /** Of a query that reads all streams of a range, whatever the matchers say, and sorts them out afterwards. */
    static QueryStatistics scanning(FaultySource source) {
        return new QueryStatistics(source, matchers -> List.of(), source::understood);
    }

    @Override
    public List<Stream> select(List<Matcher> matchers, long start, long end) {
        List<Stream> streams = source.select(before.apply(matchers), start, end);
        for (Stream stream : streams) {
            lines += stream.entries().size();
            for (Entry entry : stream.entries()) {
                bytes += entry.line().length();
            }
        }
        List<Matcher> sorting = after.apply(matchers);
        return sorting.isEmpty()
                ? streams
                : streams.stream()
                        .filter(stream -> sorting.stream().allMatch(matcher -> matcher.matches(stream.labels())))
                        .toList();
    }

    void write(JsonGenerator json, long returned) {
        double seconds = (System.nanoTime() - began) / 1e9;
        json.writeObjectPropertyStart("stats");
        json.writeObjectPropertyStart("summary");
        json.writeNumberProperty("bytesProcessedPerSecond", (long) (bytes / seconds));
        json.writeNumberProperty("linesProcessedPerSecond", (long) (lines / seconds));
        json.writeNumberProperty("totalBytesProcessed", bytes);
        json.writeNumberProperty("totalLinesProcessed", lines);
        json.writeNumberProperty("execTime", seconds);
        json.writeNumberProperty("queueTime", 0);
        json.writeNumberProperty("totalEntriesReturned", returned);
        json.writeEndObject();
        json.writeEndObject();
    }
}
