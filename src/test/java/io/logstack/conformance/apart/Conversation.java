package io.logstack.conformance.apart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** One request of a client and the way back to it. */
final class Conversation {
    private static final long GIGABYTE = 1L << 30;
    private static final int BLOCK = 64 * 1024;

    private final Socket socket;
    private final Component component;
    private final URI upstream;
    private final CountDownLatch closed;
    private final String head;
    private final byte[] body;

    private Conversation(
            Socket socket, Component component, URI upstream, CountDownLatch closed, String head, byte[] body) {
        this.socket = socket;
        this.component = component;
        this.upstream = upstream;
        this.closed = closed;
        this.head = head;
        this.body = body;
    }

    /**
     * Reads the client's request.
     *
     * @param closed counted down when nobody wants to talk any more
     * @throws IOException when there is none
     */
    static Conversation with(Socket client, Component component, URI upstream, CountDownLatch closed)
            throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the client said nothing");
            }
            read.write(c);
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
        }
        String head = read.toString(StandardCharsets.ISO_8859_1);
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        return new Conversation(client, component, upstream, closed, head, in.readNBytes(length));
    }

    /** Method, path and query, as {@code GET /ready}. */
    String request() {
        return head.substring(0, head.indexOf(" HTTP/"));
    }

    /** The request's first line and its headers. */
    String head() {
        return head;
    }

    /** Path and query. */
    String path() {
        return request().substring(request().indexOf(' ') + 1);
    }

    /** Lets the component itself answer. */
    void forward() throws IOException {
        try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
            StringBuilder sent = new StringBuilder();
            head.strip()
                    .lines()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("connection:"))
                    .forEach(line -> sent.append(line).append("\r\n"));
            server.getOutputStream().write((sent + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            server.getOutputStream().write(body);
            server.getOutputStream().flush();
            server.getInputStream().transferTo(socket.getOutputStream());
        }
    }

    void reply(int status, String contentType, String text, String header) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        head(status, contentType, "Content-Length: " + content.length + (header.isEmpty() ? "" : "\r\n" + header));
        out().write(content);
    }

    /** As the Kubernetes API refuses. */
    void status(int code, String reason, String message) throws IOException {
        reply(
                code,
                "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                        + message + "\",\"reason\":\"" + reason + "\",\"code\":" + code + "}",
                code == 429 ? "Retry-After: 3600" : "X-Reason: " + reason);
    }

    void head(int status, String contentType, String headers) throws IOException {
        write("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + contentType + "\r\n" + headers
                + "\r\nConnection: close\r\n\r\n");
    }

    void hugeBody() throws IOException {
        head(200, component.contentType, "Content-Length: " + GIGABYTE);
        write(component.beginning);
        byte[] block =
                component.filler().repeat(BLOCK / component.filler().length()).getBytes(StandardCharsets.UTF_8);
        for (long sent = component.beginning.length(); sent < GIGABYTE; sent += block.length) {
            out().write(block, 0, (int) Math.min(block.length, GIGABYTE - sent));
        }
    }

    /** What it would say, in an encoding of long ago. */
    void invalidUtf8() throws IOException {
        byte[] content =
                (component.beginning + "\"M\u00fcnchen\" " + component.filler()).getBytes(StandardCharsets.ISO_8859_1);
        head(200, component.contentType, "Content-Length: " + content.length);
        out().write(content);
    }

    void gzipBomb() throws IOException {
        head(200, component.contentType, "Content-Encoding: gzip\r\nContent-Length: " + Bomb.PACKED.length);
        out().write(Bomb.PACKED);
    }

    void write(String text) throws IOException {
        out().write(text.getBytes(StandardCharsets.UTF_8));
        out().flush();
    }

    /** Says a byte each second for as long as anybody listens. */
    void trickle() throws IOException, InterruptedException {
        String text = component.beginning + component.filler();
        for (int i = 0; !closed.await(1, TimeUnit.SECONDS); i++) {
            write(text.substring(i % text.length(), i % text.length() + 1));
        }
    }

    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Until the client goes, or the proxy is closed. */
    void awaitEnd() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** A gigabyte of zeros, packed: a megabyte, which takes seconds to make. */
    private static final class Bomb {
        static final byte[] PACKED = packed();

        private static byte[] packed() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                byte[] zeros = new byte[BLOCK];
                for (long written = 0; written < GIGABYTE; written += BLOCK) {
                    gzip.write(zeros);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return packed.toByteArray();
        }
    }
}
