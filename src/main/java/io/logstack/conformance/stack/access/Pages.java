package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.MalformedExpositionException;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;

/** Metrics pages. */
final class Pages {
    private Pages() {}

    /**
     * Reads and parses {@code /metrics}.
     *
     * @throws NoAnswerException when there is no page, or one that is not a Prometheus exposition
     */
    static Metrics metrics(Endpoint endpoint) {
        Answer page = endpoint.require(endpoint.get("/metrics"), "GET /metrics");
        try {
            return Exposition.parse(endpoint.address() + "/metrics", page.body());
        } catch (MalformedExpositionException e) {
            throw new NoAnswerException(endpoint.name() + " at " + e.getMessage(), e);
        }
    }
}
