package io.logstack.conformance.homelab.loki;

/** A request with a parameter that is none; answered with 400 and these words. */
final class BadRequestException extends RuntimeException {
    BadRequestException(String message) {
        super(message, null, false, false);
    }
}
