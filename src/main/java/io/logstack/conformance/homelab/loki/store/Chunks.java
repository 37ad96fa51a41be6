package io.logstack.conformance.homelab.loki.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The format of chunks and index files: the simulator's own. */
public final class Chunks {
    private static final String TENANT = "fake";

    private Chunks() {}

    /** A chunk as it goes to the bucket. */
    public record Encoded(ChunkRef ref, byte[] body) {}

    /** @param entries sorted, at least one */
    public static Encoded encode(Labels labels, List<Entry> entries, Encoding encoding) {
        byte[] body;
        long size = 0;
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeUInt32NoTag(entries.size());
            for (Entry entry : entries) {
                out.writeSInt64NoTag(entry.timestamp());
                out.writeStringNoTag(entry.line());
                write(out, entry.metadata());
                size += Utf8.length(entry.line());
            }
            out.flush();
            body = encoding.encode(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long from = entries.get(0).timestamp();
        long through = entries.get(entries.size() - 1).timestamp();
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        String key = String.format(
                "%s/%016x/%x:%x:%x",
                TENANT,
                fingerprint(labels),
                Math.floorDiv(from, 1_000_000L),
                Math.floorDiv(through, 1_000_000L),
                checksum.getValue());
        return new Encoded(new ChunkRef(key, labels, from, through, entries.size(), size), body);
    }

    static List<Entry> decode(byte[] body) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(Encoding.decode(body));
            int count = in.readUInt32();
            List<Entry> entries = new ArrayList<>(count);
            // Most entries share their metadata; one instance each saves memory and comparisons.
            Map<Labels, Labels> known = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                long timestamp = in.readSInt64();
                String line = in.readString();
                Labels metadata = readLabels(in);
                entries.add(new Entry(timestamp, line, known.computeIfAbsent(metadata, m -> m)));
            }
            return entries;
        } catch (IOException e) {
            throw new StoreUnavailableException("a chunk in the bucket cannot be read: " + e.getMessage(), e);
        }
    }

    static byte[] encodeIndex(List<ChunkRef> refs) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                CodedOutputStream out = CodedOutputStream.newInstance(zip);
                out.writeUInt32NoTag(refs.size());
                for (ChunkRef ref : refs) {
                    out.writeStringNoTag(ref.key());
                    write(out, ref.labels());
                    out.writeSInt64NoTag(ref.from());
                    out.writeSInt64NoTag(ref.through());
                    out.writeUInt32NoTag(ref.entries());
                    out.writeUInt64NoTag(ref.bytes());
                }
                out.flush();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ChunkRef> decodeIndex(byte[] body) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            CodedInputStream in = CodedInputStream.newInstance(zip);
            int count = in.readUInt32();
            List<ChunkRef> refs = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                refs.add(new ChunkRef(
                        in.readString(),
                        readLabels(in),
                        in.readSInt64(),
                        in.readSInt64(),
                        in.readUInt32(),
                        in.readUInt64()));
            }
            return refs;
        } catch (IOException e) {
            throw new StoreUnavailableException("an index file in the bucket cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(CodedOutputStream out, Labels labels) throws IOException {
        out.writeUInt32NoTag(labels.size());
        for (Map.Entry<String, String> label : labels.toMap().entrySet()) {
            out.writeStringNoTag(label.getKey());
            out.writeStringNoTag(label.getValue());
        }
    }

    private static Labels readLabels(CodedInputStream in) throws IOException {
        int count = in.readUInt32();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(in.readString(), in.readString());
        }
        return Labels.of(labels);
    }

    /** A hash of 64 bits, the same in every run. */
    private static long fingerprint(Labels labels) {
        long hash = 0xcbf29ce484222325L;
        String text = labels.toString();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
