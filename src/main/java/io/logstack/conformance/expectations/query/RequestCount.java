package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;

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
            throw before.tooShort("no " + selector);
        }
        assertThat(new Finding(before.has(selector), "a metric " + selector, "no such metric", before.source(selector)))
                .orElse(expectation)
                .holds();
    }
}
