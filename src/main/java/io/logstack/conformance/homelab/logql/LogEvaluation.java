package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Runs lines through a pipeline in the order of time, until there are enough. */
final class LogEvaluation {
    private LogEvaluation() {}

    static Result.Streams evaluate(Plan.Log plan, List<LogSource.Stream> streams, int limit, boolean forward) {
        Pipeline pipeline = new Pipeline(plan.stages());
        Comparator<Cursor> byTime = Comparator.comparingLong(Cursor::time);
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(
                Math.max(1, streams.size()),
                (forward ? byTime : byTime.reversed())
                        .thenComparing(c -> c.stream.labels().toString()));
        for (LogSource.Stream stream : streams) {
            Cursor cursor = new Cursor(stream, pipeline, forward);
            if (cursor.next()) {
                cursors.add(cursor);
            }
        }
        Map<Labels, List<Entry>> results = new LinkedHashMap<>();
        int found = 0;
        while (found < limit) {
            Cursor cursor = cursors.poll();
            if (cursor == null) {
                break;
            }
            // As long as this stream stays in front, the others need not be asked.
            Cursor following = cursors.peek();
            boolean more = true;
            do {
                Entry entry = cursor.entry();
                cursor.labels.reset(entry.metadata());
                if (pipeline.process(entry.line(), cursor.labels)) {
                    results.computeIfAbsent(cursor.labels.all(), labels -> new ArrayList<>())
                            .add(entry);
                    found++;
                }
                more = cursor.next();
            } while (more && found < limit && (following == null || cursor.isStrictlyBefore(following)));
            if (more) {
                cursors.add(cursor);
            }
        }
        return new Result.Streams(results.entrySet().stream()
                .map(entry -> new LogSource.Stream(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** A place in a stream, at a line that its filters let pass. */
    private static final class Cursor {
        private final LogSource.Stream stream;
        private final LineLabels labels;
        private final Pipeline pipeline;
        private final boolean forward;
        private int at;

        Cursor(LogSource.Stream stream, Pipeline pipeline, boolean forward) {
            this.pipeline = pipeline;
            this.stream = stream;
            this.labels = new LineLabels(stream.labels(), ParserHints.ALL);
            this.forward = forward;
            this.at = forward ? -1 : stream.entries().size();
        }

        boolean next() {
            List<Entry> entries = stream.entries();
            do {
                at += forward ? 1 : -1;
            } while (at >= 0
                    && at < entries.size()
                    && !pipeline.keepsLine(entries.get(at).line()));
            return at >= 0 && at < entries.size();
        }

        Entry entry() {
            return stream.entries().get(at);
        }

        long time() {
            return entry().timestamp();
        }

        boolean isStrictlyBefore(Cursor other) {
            return forward ? time() < other.time() : time() > other.time();
        }
    }
}
