package io.logstack.conformance.junit;

/**
 * What is done when nothing is judged any more.
 *
 * @param tidy removes what other runs left on the stack; may wait, and is left out when the run was interrupted
 * @param close lets go of what the run started
 */
record Ending(Runnable tidy, Runnable close) {
    static final Ending NONE = new Ending(() -> {}, () -> {});
}
