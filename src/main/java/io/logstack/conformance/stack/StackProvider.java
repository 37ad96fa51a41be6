package io.logstack.conformance.stack;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;

/** Brings up, or connects to, the stack of one tier. Found through {@link java.util.ServiceLoader}. */
public interface StackProvider {
    Tier tier();

    /**
     * Starts or connects.
     *
     * @throws StackUnavailableException when there is no stack to judge, with what is missing and what to do
     */
    Stack start(Profile profile);
}
