package io.logstack.conformance.stack;

import java.util.Map;

/** The gateway before Loki, asked as such: what it routes and what it does not. */
public interface Gateway {
    /** Its address, for messages. */
    String address();

    /** GET of any path. Throws {@link NoAnswerException} only when there was no answer. */
    Answer get(String path, Map<String, String> parameters);

    /** POST of any path. Throws {@link NoAnswerException} only when there was no answer. */
    Answer post(String path, String contentType, byte[] body);
}
