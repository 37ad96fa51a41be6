package io.logstack.conformance.workload;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Log queries over a list, as Loki answers them: half-open range, limit over all streams, one direction. */
class HeldLogs implements Loki {
    private final List<Held> held;

    HeldLogs(List<Held> held) {
        this.held = held;
    }

    @Override
    public List<LogStream> logs(LogQuery query) {
        Comparator<Held> oldestFirst = Comparator.comparingLong(h -> h.entry().timestamp());
        Map<Integer, List<LogEntry>> streams = new LinkedHashMap<>();
        held.stream()
                .filter(h -> h.entry().timestamp() >= query.start() && h.entry().timestamp() < query.end())
                .sorted(query.forward() ? oldestFirst : oldestFirst.reversed())
                .limit(query.limit())
                .forEach(h -> streams.computeIfAbsent(h.stream(), first -> new ArrayList<>())
                        .add(h.entry()));
        return streams.entrySet().stream()
                .map(stream -> new LogStream(Map.of("stream", stream.getKey().toString()), stream.getValue()))
                .toList();
    }

    @Override
    public String address() {
        return "http://held";
    }

    @Override
    public Answer ready() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> services() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Answer> metricsPages() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Metrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> config() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer push(List<LogStream> streams) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer pushRaw(String contentType, byte[] body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer ask(String path, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Sample> instant(String logql, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean flush() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timing time(String path, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }
}
