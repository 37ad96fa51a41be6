package io.logstack.conformance.homelab.loki.push;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/** Reads a push as snappy-compressed protobuf, Loki's {@code logproto.PushRequest}. */
final class ProtobufPush {
    private static final int MAX_BYTES = 100 << 20;

    private ProtobufPush() {}

    /** @throws PushException when it is no push */
    static List<JsonPush.Raw> read(byte[] body) {
        byte[] message;
        try {
            if (!Snappy.isValidCompressedBuffer(body) || Snappy.uncompressedLength(body) > MAX_BYTES) {
                throw PushException.unparseable("snappy: corrupt input");
            }
            message = Snappy.uncompress(body);
        } catch (IOException e) {
            throw PushException.unparseable("snappy: corrupt input");
        }
        try {
            List<JsonPush.Raw> streams = new ArrayList<>();
            fields(CodedInputStream.newInstance(message), (field, in) -> {
                if (field == 1) {
                    streams.add(stream(in.readByteArray()));
                    return true;
                }
                return false;
            });
            return streams;
        } catch (IOException e) {
            throw PushException.unparseable("proto: " + e.getMessage());
        }
    }

    /** Reads a field, or says that it does not know it. */
    @FunctionalInterface
    private interface FieldReader {
        boolean read(int field, CodedInputStream in) throws IOException;
    }

    private static void fields(CodedInputStream in, FieldReader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(WireFormat.getTagFieldNumber(tag), in) && !in.skipField(tag)) {
                throw new IOException("unexpected end of group");
            }
        }
    }

    private static JsonPush.Raw stream(byte[] message) throws IOException {
        String[] labels = {""};
        List<Entry> entries = new ArrayList<>();
        fields(CodedInputStream.newInstance(message), (field, in) -> {
            switch (field) {
                case 1 -> labels[0] = in.readString();
                case 2 -> entries.add(entry(in.readByteArray()));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new JsonPush.Raw(labels[0], entries);
    }

    private static Entry entry(byte[] message) throws IOException {
        long[] timestamp = {0};
        String[] line = {""};
        Map<String, String> metadata = new LinkedHashMap<>();
        fields(CodedInputStream.newInstance(message), (field, in) -> {
            switch (field) {
                case 1 -> timestamp[0] = timestamp(in.readByteArray());
                case 2 -> line[0] = in.readString();
                case 3 -> pair(in.readByteArray(), metadata);
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new Entry(timestamp[0], line[0], Labels.of(metadata));
    }

    private static long timestamp(byte[] message) throws IOException {
        long[] parts = {0, 0};
        fields(CodedInputStream.newInstance(message), (field, in) -> {
            if (field != 1 && field != 2) {
                return false;
            }
            parts[field - 1] = in.readInt64();
            return true;
        });
        try {
            return Math.addExact(Math.multiplyExact(parts[0], 1_000_000_000L), parts[1]);
        } catch (ArithmeticException e) {
            throw new IOException("timestamp out of range: " + parts[0] + " s", e);
        }
    }

    private static void pair(byte[] message, Map<String, String> into) throws IOException {
        String[] parts = {"", ""};
        fields(CodedInputStream.newInstance(message), (field, in) -> {
            if (field != 1 && field != 2) {
                return false;
            }
            parts[field - 1] = in.readString();
            return true;
        });
        into.put(parts[0], parts[1]);
    }
}
