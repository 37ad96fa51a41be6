package io.logstack.conformance.profile;

import java.util.Locale;

/** Which stack is judged. */
public enum Tier {
    EMBEDDED,
    CONTAINERS,
    LIVE,
    ENDPOINTS;

    /** As profiles write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
