package io.logstack.conformance.workload;

/**
 * One line that did not come back as it was pushed.
 *
 * @param stream index of the stream, or -1 when it is none of those pushed
 * @param number of the line in its stream, or -1 when it is none of those pushed
 * @param timestamp in nanoseconds: of the line as it was pushed, or as it was found when it never was
 * @param expected excerpt of the line as it was pushed, or empty
 * @param found excerpt of the line as it was found, or empty
 * @param note what is wrong, as a clause
 */
public record Deviation(Kind kind, int stream, int number, long timestamp, String expected, String found, String note) {

    /** How a line can come back wrongly. */
    public enum Kind {
        /** Acknowledged, and not there. */
        LOST,
        /** There more than once. */
        DUPLICATED,
        /** There, but not in its place among its stream's lines. */
        REORDERED,
        /** Cut at its end. */
        TRUNCATED,
        /** Another text, another timestamp or other labels than were pushed. */
        ALTERED,
        /** There only after it was due. */
        LATE,
        /** Never pushed. */
        FOREIGN
    }

    @Override
    public String toString() {
        return kind + ": "
                + (number < 0 ? "an entry" : "line " + number + " of stream " + stream)
                + " (timestamp " + timestamp + ") " + note
                + (expected.isEmpty() ? "" : "; expected: " + expected)
                + (found.isEmpty() ? "" : "; found: " + found);
    }
}
