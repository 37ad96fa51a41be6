package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Matcher;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What a query reads: counts on the way from the store. One query, one thread. */
final class QueryStatistics implements LogSource {
    private final LogSource source;
    private final boolean scanning;
    private final long began = System.nanoTime();
    private long lines;
    private long bytes;

    /** @param scanning whether all streams of a range are read, whatever the matchers say, and sorted out afterwards */
    QueryStatistics(LogSource source, boolean scanning) {
        this.source = source;
        this.scanning = scanning;
    }

    @Override
    public List<Stream> select(List<Matcher> matchers, long start, long end) {
        List<Stream> streams = source.select(scanning ? List.of() : matchers, start, end);
        for (Stream stream : streams) {
            lines += stream.entries().size();
            for (Entry entry : stream.entries()) {
                bytes += entry.line().length();
            }
        }
        return scanning
                ? streams.stream()
                        .filter(stream -> matchers.stream().allMatch(matcher -> matcher.matches(stream.labels())))
                        .toList()
                : streams;
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
