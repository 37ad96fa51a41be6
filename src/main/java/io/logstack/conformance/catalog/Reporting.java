package io.logstack.conformance.catalog;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run's reports are to say and to keep besides what it found, as the profile has it.
 *
 * @param owner who answers for all areas that are not in {@code owners}
 * @param owners who answers for an area
 * @param runbook where people read the runbook, its sections by their anchors, or null when only this project's copy is known
 * @param issues URL of the issues about an expectation, with {@code {id}} in the place of its ID, or null
 * @param testCases URL of an expectation's test case, with {@code {id}} in the place of its ID, or null
 * @param history directory in which runs are kept, to be compared with each other, or null when none is kept
 * @param keptRuns how many runs of one stack are kept there
 */
public record Reporting(
        String owner,
        Map<Area, String> owners,
        @Nullable URI runbook,
        @Nullable String issues,
        @Nullable String testCases,
        @Nullable String history,
        int keptRuns) {
    /** Where the profile could not be read. */
    public static final Reporting UNKNOWN = new Reporting("on-call", Map.of(), null, null, null, null, 1);

    public Reporting {
        owners = Map.copyOf(owners);
    }

    /** Who answers for an area. */
    public String owner(Area area) {
        return owners.getOrDefault(area, owner);
    }
}
