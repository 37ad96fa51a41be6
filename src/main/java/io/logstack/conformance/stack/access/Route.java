package io.logstack.conformance.stack.access;

import java.net.URI;
import java.util.Optional;

/**
 * The way to one part.
 *
 * @param base what requests are sent to: a base URL without user information
 * @param address where the part is, for messages and evidence: the same URL, or that of its Service in the cluster
 * @param way how it is reached, as a clause in brackets ("by port-forward"), or empty for the URL itself
 * @param faults what broke on the way
 */
record Route(URI base, String address, String way, Transports transports, Faults faults) {
    /** What breaks between here and a part though the part itself may be well. */
    @FunctionalInterface
    interface Faults {
        /** Nothing is known to have broken. */
        Faults NONE = nanoTime -> Optional.empty();

        /** What broke after a moment of {@link System#nanoTime}, or empty when nothing did. */
        Optional<Broken> since(long nanoTime);
    }

    /**
     * A connection that broke on the way.
     *
     * @param why as a clause
     * @param passing whether it may be another matter at the next try
     */
    record Broken(String why, boolean passing) {}

    static Route direct(URI url, Transports transports) {
        return new Route(url, url.toString(), "", transports, Faults.NONE);
    }
}
