package io.logstack.conformance.expectations.drift;

import java.util.Locale;

/** How the runbook names the error rate. */
final class ErrorRate {
    private ErrorRate() {}

    static boolean isNamed(String words) {
        return words.toLowerCase(Locale.ROOT).contains("error rate");
    }
}
