package io.logstack.conformance.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How Loki is deployed, in the words of its chart. */
public enum DeploymentMode {
    /** Every pod runs all of Loki. */
    SINGLE_BINARY("SingleBinary"),
    /** Pods for pushes, pods for queries, and pods for the compactor, the ruler and the index. */
    SIMPLE_SCALABLE("SimpleScalable");

    static final String ACCEPTED =
            "one of " + Arrays.stream(values()).map(DeploymentMode::label).collect(Collectors.joining(", "));

    private final String label;

    DeploymentMode(String label) {
        this.label = label;
    }

    /** As the chart's values and profiles write it. */
    public String label() {
        return label;
    }

    /**
     * Reads a mode, whatever its case and with or without dashes.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    static DeploymentMode parse(String text) {
        String plain = text.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mode -> mode.label.toLowerCase(Locale.ROOT).equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not known"));
    }

    @Override
    public String toString() {
        return label;
    }
}
