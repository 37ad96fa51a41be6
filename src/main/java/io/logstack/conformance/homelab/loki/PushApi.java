package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.loki.push.Distributor;
import io.logstack.conformance.homelab.loki.push.PushException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** {@code push}. */
final class PushApi {
    private static final int MAX_BYTES = 100 << 20;

    private final Distributor distributor;
    private final Faults faults;

    PushApi(Distributor distributor, Faults faults) {
        this.distributor = distributor;
        this.faults = faults;
    }

    Reply push(Request request) {
        String type = request.header("content-type").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (type.isEmpty()) {
            return refuse("mime: no media type");
        }
        byte[] body;
        try {
            body = uncompressed(request);
        } catch (IOException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        try {
            distributor.push(type.equals("application/json"), body);
        } catch (PushException e) {
            if (e.isUnparseable() && faults.active(Fault.LOKI_ACCEPTS_GARBAGE)) {
                return Reply.empty(204);
            }
            throw e;
        }
        return Reply.empty(204);
    }

    private Reply refuse(String why) {
        return faults.active(Fault.LOKI_ACCEPTS_GARBAGE) ? Reply.empty(204) : Reply.text(400, why + "\n");
    }

    private static byte[] uncompressed(Request request) throws IOException {
        String encoding = request.header("content-encoding");
        switch (encoding) {
            case "", "snappy" -> {
                return request.body();
            }
            case "gzip" -> {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
                    return bounded(in);
                }
            }
            case "deflate" -> {
                try (InputStream in =
                        new InflaterInputStream(new ByteArrayInputStream(request.body()), new Inflater(true))) {
                    return bounded(in);
                }
            }
            default -> throw new IOException("Content-Encoding \"" + encoding + "\" not supported");
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("received message larger than max (" + MAX_BYTES + " bytes)");
        }
        return bytes;
    }
}
