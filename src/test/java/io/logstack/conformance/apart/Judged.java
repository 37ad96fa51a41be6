package io.logstack.conformance.apart;

import java.util.List;

/**
 * What became of a {@link Cell}.
 *
 * @param cell its name
 * @param milliseconds from its start to its statement
 */
record Judged(String cell, long milliseconds, List<Outcome> outcomes) {
    /**
     * What became of one expectation.
     *
     * @param message the statement and the message
     * @param askedIt whether it asked the hostile part what that is hostile to
     */
    record Outcome(String id, String verdict, String message, boolean askedIt) {}
}
