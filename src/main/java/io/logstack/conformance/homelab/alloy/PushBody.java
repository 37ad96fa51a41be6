package io.logstack.conformance.homelab.alloy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xerial.snappy.Snappy;

/** A push as Alloy sends it: Loki's {@code logproto.PushRequest}, snappy compressed. */
final class PushBody {
    private static final int STREAMS = 1;
    private static final int LABELS = 1;
    private static final int ENTRIES = 2;
    private static final int TIMESTAMP = 1;
    private static final int LINE = 2;
    private static final int SECONDS = 1;
    private static final int NANOS = 2;

    /** Writes a message's fields. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream output) throws IOException;
    }

    private PushBody() {}

    /** Entries of one set of labels become one stream, in their order. */
    static byte[] of(List<Entry> entries) {
        Map<Map<String, String>, List<Entry>> streams = new LinkedHashMap<>();
        entries.forEach(entry -> streams.computeIfAbsent(entry.labels(), labels -> new ArrayList<>())
                .add(entry));
        ByteString push = message(output -> {
            for (Map.Entry<Map<String, String>, List<Entry>> stream : streams.entrySet()) {
                output.writeBytes(STREAMS, stream(stream.getKey(), stream.getValue()));
            }
        });
        try {
            return Snappy.compress(push.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a push of " + push.size() + " bytes cannot be compressed", e);
        }
    }

    private static ByteString stream(Map<String, String> labels, List<Entry> entries) {
        return message(output -> {
            output.writeString(LABELS, labels(labels));
            for (Entry entry : entries) {
                output.writeBytes(ENTRIES, entry(entry));
            }
        });
    }

    private static ByteString entry(Entry entry) {
        Instant at = entry.at();
        ByteString timestamp = message(output -> {
            output.writeInt64(SECONDS, at.getEpochSecond());
            output.writeInt32(NANOS, at.getNano());
        });
        return message(output -> {
            output.writeBytes(TIMESTAMP, timestamp);
            output.writeString(LINE, entry.line());
        });
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\""
                                + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(output);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteString();
    }
}
