package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.stack.Answer;

/** Loki's words when it refuses. */
final class Refusal {
    private static final int SHOWN = 160;

    private Refusal() {}

    static String of(Answer answer) {
        String words = answer.body().strip();
        return "Loki refuses it with " + answer.status() + " '"
                + (words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…") + "'";
    }
}
