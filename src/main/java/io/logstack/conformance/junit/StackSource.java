package io.logstack.conformance.junit;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;

/** Where a run's stack comes from. */
@FunctionalInterface
interface StackSource {
    /**
     * @throws io.logstack.conformance.stack.StackUnavailableException when there is none
     */
    Started start(Profile profile);

    /** @param atEnd closes the stack when the run started it, and does nothing when it was given */
    record Started(Stack stack, Runnable atEnd) {}
}
