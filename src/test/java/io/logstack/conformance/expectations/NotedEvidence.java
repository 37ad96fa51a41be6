package io.logstack.conformance.expectations;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an expectation under test wrote down. */
public final class NotedEvidence implements Evidence {
    private final Map<String, Object> values = Collections.synchronizedMap(new LinkedHashMap<>());

    @Override
    public void measured(String name, Object value, String unit, @Nullable String threshold, String source) {
        values.put(name, value);
    }

    @Override
    public void attach(String name, String mediaType, String content) {
        values.put(name, content);
    }

    @Override
    public void chart(Chart chart) {
        values.put(chart.name(), chart);
    }

    /** Values by name, in the order in which they were written down. */
    public Map<String, Object> values() {
        synchronized (values) {
            return new LinkedHashMap<>(values);
        }
    }
}
