package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a faultless Loki returns, for tests to spoil: each pushed stream split by a level that Loki found in its lines. */
final class ReadBack {
    private final SyntheticLogs logs;
    private final Map<Map<String, String>, List<LogEntry>> streams = new LinkedHashMap<>();

    ReadBack(SyntheticLogs logs, Random random, boolean forward) {
        this.logs = logs;
        int levels = 1 + random.nextInt(3);
        for (int stream = 0; stream < logs.streams(); stream++) {
            for (int i = 0; i < logs.linesOf(stream); i++) {
                int number = forward ? i : logs.linesOf(stream) - 1 - i;
                streams.computeIfAbsent(labels(stream, random.nextInt(levels)), first -> new ArrayList<>())
                        .add(logs.entry(stream, number));
            }
        }
    }

    List<LogStream> streams() {
        return streams.entrySet().stream()
                .map(stream -> new LogStream(stream.getKey(), List.copyOf(stream.getValue())))
                .toList();
    }

    /** A returned stream with at least so many entries, and a position in it that has so many after it. */
    Position position(Random random, int entries) {
        List<Map<String, String>> wide = streams.entrySet().stream()
                .filter(stream -> stream.getValue().size() >= entries)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, String> labels = wide.get(random.nextInt(wide.size()));
        List<LogEntry> list = streams.get(labels);
        if (list == null) {
            throw new IllegalStateException("no stream of labels " + labels);
        }
        int index = random.nextInt(list.size() - entries + 1);
        return new Position(
                list,
                index,
                Integer.parseInt(labels.getOrDefault(SyntheticLogs.STREAM_LABEL, "")),
                labels.getOrDefault("detected_level", ""));
    }

    List<LogEntry> entriesOf(int stream, String level) {
        return streams.computeIfAbsent(labels(stream, Integer.parseInt(level)), first -> new ArrayList<>());
    }

    private Map<String, String> labels(int stream, int level) {
        Map<String, String> labels = new HashMap<>(logs.labels(stream));
        labels.put("service_name", "unknown_service");
        labels.put("detected_level", Integer.toString(level));
        return Map.copyOf(labels);
    }

    /** One entry of a returned stream. */
    record Position(List<LogEntry> entries, int index, int stream, String level) {
        LogEntry entry() {
            return entries.get(index);
        }
    }
}
