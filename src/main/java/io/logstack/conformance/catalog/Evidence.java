package io.logstack.conformance.catalog;

import org.jspecify.annotations.Nullable;

/** Where an expectation writes down what it saw. A test that ends without a measurement is an ERROR. Thread-safe. */
public interface Evidence {
    /**
     * Records a measurement.
     *
     * @param name what was measured, unique within the expectation
     * @param value a number, a boolean or text
     * @param unit as Prometheus names it, or empty
     * @param threshold what it is held against, readable, or null when it only informs
     * @param source where it was read
     */
    void measured(String name, Object value, String unit, @Nullable String threshold, String source);

    /** Records text that explains a verdict; it is shown in reports, so it must not hold secrets. */
    void attach(String name, String mediaType, String content);

    /** Records what reports are to draw. Names of series and bars are shown, so they must not hold secrets. */
    void chart(Chart chart);
}
