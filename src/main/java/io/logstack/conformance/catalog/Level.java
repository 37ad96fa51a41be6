package io.logstack.conformance.catalog;

/**
 * How much a violated expectation weighs. {@code MUST} and {@code SHOULD} fail the run by default, {@code fail-on} in the
 * profile moves the line; {@code INFO} only reports.
 */
public enum Level {
    MUST,
    SHOULD,
    INFO
}
