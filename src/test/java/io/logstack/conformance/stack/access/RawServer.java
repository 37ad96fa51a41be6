package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that answers every connection with whatever bytes a test wants, as slowly as it wants. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Writes an answer; a closed connection ends it. */
    @FunctionalInterface
    interface Talk {
        void to(Out out) throws IOException, InterruptedException;
    }

    RawServer(Talk talk) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        executor.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    executor.execute(() -> answer(connection, talk));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        executor.shutdownNow();
    }

    private void answer(Socket connection, Talk talk) {
        try (connection) {
            int ends = 0;
            while (ends < 2) {
                int c = connection.getInputStream().read();
                if (c < 0) {
                    return;
                }
                ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
            }
            talk.to(new Out(connection.getOutputStream()));
        } catch (IOException e) {
            // The client has gone, which is what several tests are about.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The way back to the client. */
    final class Out {
        private final OutputStream stream;

        private Out(OutputStream stream) {
            this.stream = stream;
        }

        void write(String text) throws IOException {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        }

        /** Says something now and then for as long as anybody listens. */
        void trickle(String text) throws IOException, InterruptedException {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                write(text);
            }
        }

        /** Says nothing until the server is closed. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }
}
