package io.logstack.conformance.stack;

/** Grafana's HTTP API. */
public interface Grafana {
    /** Its address, for messages. */
    String address();

    /** GET of any path. Throws {@link NoAnswerException} only when there was no answer. */
    Answer get(String path);
}
