package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbered lines of one purpose, over several streams. Timestamps increase strictly within a stream, and meet between
 * streams every now and then. Nothing is kept: every entry is made when it is asked for, and is the same each time.
 */
public final class SyntheticLogs {
    /** Label with the run's ID. */
    public static final String RUN_LABEL = "conformance_run";

    /** Label with the purpose. */
    public static final String CASE_LABEL = "conformance_case";

    /** Label with the stream's index, from 0. */
    public static final String STREAM_LABEL = "conformance_stream";

    private static final long STEP = 1_000;
    private static final int MEET_EVERY = 10;

    private final String run;
    private final long start;
    private final int lines;
    private final int streams;
    private final int batch;
    private final Lines text;

    SyntheticLogs(String run, String purpose, Instant start, int lines, int streams, int batch, Lines text) {
        if (lines < 1 || streams < 1 || batch < 1) {
            throw new IllegalArgumentException("synthetic logs for " + purpose
                    + " need at least one line, one stream and one entry to a push, not " + lines + ", " + streams
                    + " and " + batch);
        }
        this.run = run;
        this.start = LogQuery.nanos(start.truncatedTo(ChronoUnit.MILLIS));
        this.lines = lines;
        this.streams = streams;
        this.batch = batch;
        this.text = text;
    }

    /** Lines in all. */
    public int lines() {
        return lines;
    }

    public int streams() {
        return streams;
    }

    /** LogQL selector of all these streams, and of nothing else. */
    public String selector() {
        return "{" + RUN_LABEL + "=\"" + run + "\", " + CASE_LABEL + "=\"" + text.purpose() + "\"}";
    }

    /** LogQL selector of one stream. */
    public String selector(int stream) {
        return "{" + RUN_LABEL + "=\"" + run + "\", " + CASE_LABEL + "=\"" + text.purpose() + "\", " + STREAM_LABEL
                + "=\"" + stream + "\"}";
    }

    public Map<String, String> labels(int stream) {
        return Map.of(RUN_LABEL, run, CASE_LABEL, text.purpose(), STREAM_LABEL, Integer.toString(stream));
    }

    /** Start of the range that holds every entry, in nanoseconds, inclusive. */
    public long start() {
        return start;
    }

    /** End of that range, exclusive. */
    public long end() {
        return start + (long) linesOf(0) * STEP;
    }

    /** How many lines a stream has; they are numbered from 0. */
    public int linesOf(int stream) {
        return lines / streams + (stream < lines % streams ? 1 : 0);
    }

    public LogEntry entry(int stream, int number) {
        boolean longest = stream == 0 && number == linesOf(0) - 1;
        return new LogEntry(timestamp(stream, number), text.text(stream, number, longest));
    }

    /** The pushes that bring all lines, oldest first, each with lines of every stream. */
    public Stream<Batch> batches() {
        int each = Math.max(1, batch / streams);
        int pushes = (linesOf(0) + each - 1) / each;
        return IntStream.range(0, pushes).mapToObj(i -> new Batch(i * each, (i + 1) * each));
    }

    /** The lines of one push. */
    public final class Batch {
        private final int from;
        private final int to;

        private Batch(int from, int to) {
            this.from = from;
            this.to = to;
        }

        /** First line number of each stream. */
        public int from() {
            return from;
        }

        /** Last line number of a stream in this push, exclusive. */
        public int to(int stream) {
            return Math.min(to, linesOf(stream));
        }

        public List<LogStream> streams() {
            return IntStream.range(0, streams)
                    .filter(stream -> from < to(stream))
                    .mapToObj(stream -> new LogStream(
                            labels(stream),
                            IntStream.range(from, to(stream))
                                    .mapToObj(number -> entry(stream, number))
                                    .toList()))
                    .toList();
        }

        public int lines() {
            return IntStream.range(0, streams)
                    .map(stream -> Math.max(0, to(stream) - from))
                    .sum();
        }
    }

    String purpose() {
        return text.purpose();
    }

    boolean has(int stream, int number) {
        return stream >= 0 && stream < streams && number >= 0 && number < linesOf(stream);
    }

    long timestamp(int stream, int number) {
        long offset = number % MEET_EVERY == 0 ? 0 : Math.floorMod(31L * number + 17L * stream + 1, STEP);
        return start + number * STEP + offset;
    }

    /** The line that carries a timestamp in a stream. */
    OptionalInt numberAt(int stream, long timestamp) {
        long number = Math.floorDiv(timestamp - start, STEP);
        return number >= 0 && number < linesOf(stream) && timestamp(stream, (int) number) == timestamp
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }
}
