package io.logstack.conformance.apart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process told of its runs.
 *
 * @param exit its exit status
 * @param judged by the cell's name
 * @param left null when it did not come to its end
 * @param output what it wrote to its console
 */
record Results(
        String exit, Map<String, Judged> judged, @Nullable LeftBehind left, String output) {}
