package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.profile.Durations;

/** How many requests of the operator's it takes to judge them. */
final class RequestCount {
    /** Of fewer, one is more than 5%. */
    static final int FEWEST = 20;

    private RequestCount() {}

    /**
     * Loki measures requests from its first on, be it a scrape of Prometheus': without the metric there is no evidence.
     *
     * @throws InconclusiveException when Prometheus has not scraped Loki long enough to have it
     */
    static void requireMetric(BeforeTheRun before, String selector, Class<?> expectation) {
        if (!before.has(selector) && !before.isFull()) {
            throw new InconclusiveException(
                    "Prometheus has scraped Loki for less than the " + Durations.text(before.window())
                            + " before the run, and found no " + selector + " in it.",
                    before.fullFrom());
        }
        assertThat(new Finding(before.has(selector), "a metric " + selector, "no such metric", before.source(selector)))
                .orElse(expectation)
                .holds();
    }
}
