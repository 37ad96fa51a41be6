package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Kubernetes client, which reads whatever it gets, from reading more than a cap, or what is compressed. The
 * client itself forgets why a body was refused.
 */
final class BodyLimit implements Interceptor {
    private final long cap;
    /** Why the body of the request that this thread makes was refused. */
    private final ThreadLocal<AtomicReference<@Nullable IOException>> current =
            ThreadLocal.withInitial(AtomicReference::new);

    BodyLimit(long cap) {
        this.cap = cap;
    }

    /**
     * Makes a request.
     *
     * @param request made by this thread, which waits for the answer
     * @throws BodyTooLargeException when the answer is longer than the cap
     * @throws EncodedBodyException when it is compressed
     * @throws Exception when the request does
     */
    <T> T within(Callable<T> request) throws Exception {
        AtomicReference<@Nullable IOException> refusal = new AtomicReference<>();
        current.set(refusal);
        try {
            return request.call();
        } catch (Exception e) {
            IOException why = refusal.get();
            if (why != null) {
                why.addSuppressed(e);
                throw why;
            }
            throw e;
        } finally {
            current.remove();
        }
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        builder.setHeader("Accept-Encoding", "identity");
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        return new Counting(consumer, current.get());
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        try {
            EncodedBodyException.refuse(Objects.requireNonNullElse(response.header("Content-Encoding"), ""));
        } catch (EncodedBodyException e) {
            Counting counting = consumer.unwrap(Counting.class);
            if (counting != null) {
                counting.refusal.set(e);
            }
            if (response.body() instanceof AsyncBody body) {
                body.cancel();
            }
            throw new UncheckedIOException(e);
        }
    }

    private final class Counting implements AsyncBody.Consumer<List<ByteBuffer>> {
        private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
        private final AtomicReference<@Nullable IOException> refusal;
        private long length;

        Counting(AsyncBody.Consumer<List<ByteBuffer>> consumer, AtomicReference<@Nullable IOException> refusal) {
            this.consumer = consumer;
            this.refusal = refusal;
        }

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) throws Exception {
            length += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (length > cap) {
                BodyTooLargeException tooLarge = new BodyTooLargeException(cap);
                refusal.set(tooLarge);
                throw tooLarge;
            }
            consumer.consume(buffers, body);
        }

        @Override
        public <U> @Nullable U unwrap(Class<U> target) {
            return target.isInstance(this) ? target.cast(this) : consumer.unwrap(target);
        }
    }
}
