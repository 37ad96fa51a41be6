package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network between a client and a server, whose connections can be cut. */
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Relay(URI to) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = to.getPort();
        executor.execute(() -> {
            while (!server.isClosed()) {
                try {
                    join(server.accept());
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Cuts every connection that there is now. */
    void cut() throws IOException {
        for (Socket socket : Set.copyOf(open)) {
            try {
                // As a network does that loses a connection: no more bytes, and no goodbye.
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Closed by itself a moment ago.
                continue;
            }
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        executor.shutdownNow();
    }

    private void join(Socket near) throws IOException {
        Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(near);
        open.add(far);
        executor.execute(() -> copy(near, far));
        executor.execute(() -> copy(far, near));
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone, or was cut.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}
