package io.logstack.conformance.stack.access;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a cap, or only counts it. */
final class CappedBody implements BodySubscriber<CappedBody.Read> {
    private final CompletableFuture<Read> result = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final long cap;
    private final boolean keep;
    private long length;
    private Flow.@Nullable Subscription subscription;

    /**
     * What was read.
     *
     * @param bytes empty when only counted
     */
    record Read(byte[] bytes, long length) {}

    CappedBody(long cap, boolean keep) {
        this.cap = cap;
        this.keep = keep;
    }

    @Override
    public CompletionStage<Read> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
            if (length > cap) {
                if (subscription != null) {
                    subscription.cancel();
                }
                result.completeExceptionally(new BodyTooLargeException(cap));
                return;
            }
            if (keep) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                kept.writeBytes(part);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(new Read(kept.toByteArray(), length));
    }
}
