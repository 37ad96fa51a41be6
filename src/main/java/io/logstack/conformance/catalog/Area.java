package io.logstack.conformance.catalog;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The part of the runbook's promises that an expectation belongs to: the prefix of its ID and its JUnit tag. */
public enum Area {
    HEALTH("health"),
    INGEST("ingestion"),
    STORAGE("storage"),
    RETAIN("retention"),
    QUERY("query"),
    CAPACITY("capacity"),
    ALERT("alerting"),
    GITOPS("gitops"),
    BACKUP("backup"),
    RECOVERY("recovery"),
    /** Where the runbook itself is wrong about the stack at hand. */
    DRIFT("drift");

    private final String tag;

    Area(String tag) {
        this.tag = tag;
    }

    /** The JUnit tag, as written in {@code -Dgroups}. */
    public String tag() {
        return tag;
    }

    /**
     * The area of an expectation's ID.
     *
     * @throws IllegalArgumentException when the ID is not {@code AREA-NN}
     */
    public static Area ofId(String id) {
        return Arrays.stream(values())
                .filter(area -> id.matches(area.name() + "-\\d{2}"))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + id + "' is not an expectation's ID: expected one of "
                                + Arrays.stream(values()).map(Area::name).collect(Collectors.joining(", "))
                                + " followed by '-' and two digits"));
    }
}
