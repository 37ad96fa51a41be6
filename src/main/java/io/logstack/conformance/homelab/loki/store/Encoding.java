package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How chunks are compressed: {@code ingester.chunk_encoding}. */
public enum Encoding {
    NONE(1),
    GZIP(2);

    /** The first byte of what is encoded so. */
    private final int mark;

    Encoding(int mark) {
        this.mark = mark;
    }

    /** What Loki runs with. */
    public static Encoding of(Faults faults) {
        return faults.active(Fault.POOR_COMPRESSION) ? NONE : GZIP;
    }

    /** As configured. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Compresses, and notes by what in the first byte. */
    byte[] encode(byte[] raw) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(mark);
        if (this == NONE) {
            body.write(raw);
        } else {
            try (GZIPOutputStream zip = new GZIPOutputStream(body)) {
                zip.write(raw);
            }
        }
        return body.toByteArray();
    }

    /** @throws IOException when it was not made by {@link #encode} */
    static byte[] decode(byte[] body) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        int encoding = in.read();
        if (encoding == NONE.mark) {
            return in.readAllBytes();
        }
        if (encoding != GZIP.mark) {
            throw new IOException("no encoding has the mark " + encoding);
        }
        try (GZIPInputStream zip = new GZIPInputStream(in)) {
            return zip.readAllBytes();
        }
    }
}
