package io.logstack.conformance.profile;

/** How a part of a live stack is reached. */
public enum Access {
    /** Through the API server, byte by byte, to one of the pods. */
    PORT_FORWARD,
    /** Through the API server, request by request; it takes the {@code Authorization} header for itself. */
    SERVICE_PROXY,
    /** At the URL that the profile names. */
    URL;

    /** As profiles write it. */
    public String label() {
        return ScalarType.kebab(this);
    }
}
