package io.logstack.conformance.stack.access;

import java.io.IOException;

/** The API server did not pass a request on. */
final class ProxyRefusalException extends IOException {
    private static final long serialVersionUID = 1;

    ProxyRefusalException(int status, String words) {
        super("the API server answered in its stead with " + status + ": " + words);
    }
}
