package io.logstack.conformance.expectations;

import io.logstack.conformance.catalog.Evidence;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps what an expectation measured, by name. */
public final class SeenEvidence implements Evidence {
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    @Override
    public void measured(String name, Object value, String unit, @Nullable String threshold, String source) {
        values.put(name, value);
    }

    @Override
    public void attach(String name, String mediaType, String content) {
        values.put(name, content);
    }

    /** Value by name. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
