package io.logstack.conformance.stack;

import java.util.List;

/** The HTTP endpoints of every Alloy. */
public interface Alloy {
    /** The instances that can be asked, by pod name where there is Kubernetes, by URL elsewhere; may be empty. */
    List<Instance> instances();

    /** One Alloy. Methods throw {@link NoAnswerException} when it does not answer as its API promises. */
    interface Instance {
        /** Pod name, or URL where there is no Kubernetes. */
        String name();

        /** The node that it runs on, or empty when unknown. */
        String node();

        Metrics metrics();
    }
}
