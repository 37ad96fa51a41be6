package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.ProxyAddress.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that knows where every host is: at one port of the loopback address. */
final class LoopbackProxy implements AutoCloseable {
    private final Kind kind;
    private final int target;
    private final ServerSocket server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    LoopbackProxy(Kind kind, int target) throws IOException {
        this.kind = kind;
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        executor.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket near = server.accept();
                    executor.execute(() -> serve(near));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    /** As a profile names it. */
    String address() {
        return (kind == Kind.HTTP ? "http" : "socks5") + "://127.0.0.1:" + server.getLocalPort();
    }

    /** Host and port of everything that was asked for. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        server.close();
        executor.shutdownNow();
    }

    private void serve(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (kind == Kind.HTTP) {
                http(near, far);
            } else {
                socks(near);
            }
            executor.execute(() -> copy(far, near));
            copy(near, far);
        } catch (IOException e) {
            // One side has gone.
            return;
        }
    }

    private void http(Socket near, Socket far) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = near.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away");
            }
            head.append((char) next);
        }
        String[] request = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
        if (request[0].equals("CONNECT")) {
            asked.add(request[1]);
            near.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        URI uri = URI.create(request[1]);
        asked.add(uri.getAuthority());
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        far.getOutputStream()
                .write((request[0] + " " + path + " " + request[2] + head.substring(head.indexOf("\r\n")))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void socks(Socket near) throws IOException {
        DataInputStream in = new DataInputStream(near.getInputStream());
        OutputStream out = near.getOutputStream();
        in.readByte();
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.readNBytes(3);
        int type = in.readUnsignedByte();
        String host = type == 3
                ? new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
        asked.add(host + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone.
            return;
        }
    }
}
