package io.logstack.conformance.expectations;

import io.logstack.conformance.catalog.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What an expectation under test wrote down. */
public final class NotedEvidence implements Evidence {
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    @Override
    public void measured(String name, Object value, String unit, @Nullable String threshold, String source) {
        values.put(name, value);
    }

    @Override
    public void attach(String name, String mediaType, String content) {
        values.put(name, content);
    }

    /** Values by name. */
    public Map<String, Object> values() {
        return new LinkedHashMap<>(values);
    }
}
