package io.logstack.conformance.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run takes place, as its profile tells it.
 *
 * @param runbook path of the runbook in use
 * @param names what remedies and the suite's edition of the runbook write, such as {@code -n monitoring}, to what it is called
 *     here; only what differs
 */
public record Site(String runbook, Map<String, String> names) {
    public Site {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }
}
