package io.logstack.conformance.stack;

import java.net.URI;
import java.time.Duration;

/**
 * An HTTP answer, whatever its status.
 *
 * @param uri what was asked, credentials left out
 * @param contentType as sent, or empty
 * @param body decoded as UTF-8
 * @param took from the request's first byte to the answer's last
 */
public record Answer(URI uri, int status, String contentType, String body, Duration took) {
    /** Whether the status is 2xx. */
    public boolean ok() {
        return status / 100 == 2;
    }
}
