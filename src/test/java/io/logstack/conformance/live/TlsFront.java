package io.logstack.conformance.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks TLS for a server that does not, byte by byte, and keeps what it is asked. */
final class TlsFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFront.class);
    private static final int BUFFER = 8192;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private final ServerSocket server;
    private final URI behind;

    TlsFront(SSLContext tls, URI behind) throws IOException {
        this.behind = behind;
        this.server = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        executor.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** All that was sent to the server so far. */
    String asked() {
        synchronized (asked) {
            return asked.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket plain = new Socket(behind.getHost(), behind.getPort());
                open.add(client);
                open.add(plain);
                executor.execute(() -> pass(client, plain, true));
                executor.execute(() -> pass(plain, client, false));
            } catch (IOException e) {
                // It is being closed, or one client has gone away: the next is taken.
                LOG.debug("a connection was not passed on", e);
            }
        }
    }

    private void pass(Socket from, Socket to, boolean question) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (question) {
                    synchronized (asked) {
                        asked.write(buffer, 0, read);
                    }
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // The other end is closed, and with it this one.
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        executor.shutdownNow();
    }
}
