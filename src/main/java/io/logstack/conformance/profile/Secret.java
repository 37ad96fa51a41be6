package io.logstack.conformance.profile;

/** A value that must not be shown; {@link #toString} masks it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
