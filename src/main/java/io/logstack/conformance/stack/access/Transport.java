package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one HTTP request and reads its answer, within a deadline and a body cap; redirects are not followed. */
interface Transport {
    /**
     * @throws DeadlineExceededException when the answer's last byte was not there in time
     * @throws BodyTooLargeException when the body is over the cap
     * @throws IOException when there was no answer, or not a whole one
     */
    Told send(Ask ask) throws IOException;

    /**
     * A request.
     *
     * @param contentType of the body, or null for a request without one
     * @param keepBody whether the answer's body is wanted, or only its length
     */
    record Ask(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String contentType,
            byte[] body,
            boolean keepBody) {}

    /**
     * An answer.
     *
     * @param contentType as sent, or empty
     * @param body empty when it was not wanted
     * @param length of the body
     * @param took from the request's first byte to the answer's last
     */
    record Told(int status, String contentType, byte[] body, long length, Duration took) {}
}
