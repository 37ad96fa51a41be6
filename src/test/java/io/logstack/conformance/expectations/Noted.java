package io.logstack.conformance.expectations;

import io.logstack.conformance.catalog.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evidence that a test can look at. */
public final class Noted implements Evidence {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public void measured(String name, Object value, String unit, @Nullable String threshold, String source) {
        values.put(name, value);
    }

    @Override
    public void attach(String name, String mediaType, String content) {
        values.put(name, content);
    }

    /** Value by name, in the order in which they were written down. */
    public Map<String, Object> values() {
        return values;
    }
}
