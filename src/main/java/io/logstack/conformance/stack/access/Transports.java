package io.logstack.conformance.stack.access;

/**
 * What requests to one part are sent with.
 *
 * @param functional for questions
 * @param fast for pushes, paging and measurements, with the higher body cap
 */
record Transports(Transport functional, Transport fast) {}
