package io.logstack.conformance.containers.docker;

/** There is no Docker that answers; the message says where it was looked for, and what to do. */
public final class NoDockerException extends Exception {
    private static final long serialVersionUID = 1;

    NoDockerException(String message, Throwable cause) {
        super(message, cause);
    }
}
