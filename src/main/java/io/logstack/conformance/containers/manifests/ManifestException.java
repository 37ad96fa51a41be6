package io.logstack.conformance.containers.manifests;

/** A manifest that cannot be used, with the file and what is wrong with it. */
public final class ManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }

    ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
