package io.logstack.conformance.expectations.assertions;

/**
 * What was expected of the stack and what was found.
 *
 * @param holds whether the expectation holds
 * @param expected completes "expected …"
 * @param found completes "but found …"
 * @param where component and address, object, or query
 */
public record Finding(boolean holds, String expected, String found, String where) {}
