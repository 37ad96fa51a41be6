package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.MalformedExpositionException;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages that are no JSON. */
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

    /**
     * Reads {@code /services}: module to state.
     *
     * @throws NoAnswerException when there is no page, or one that names no module
     */
    static Map<String, String> services(Endpoint endpoint) {
        Answer answer = endpoint.require(endpoint.get("/services"), "GET /services");
        Map<String, String> services = new LinkedHashMap<>();
        answer.body().lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split("=>", -1);
            if (parts.length != 2) {
                throw endpoint.unusable(answer, "GET /services", " and a line that is not 'module => state'");
            }
            services.put(parts[0].strip(), parts[1].strip());
        });
        if (services.isEmpty()) {
            throw endpoint.unusable(answer, "GET /services", " and names no module");
        }
        return services;
    }

    /** Asks for flushing what is in memory. */
    static Answer flush(Endpoint endpoint) {
        Answer answer = endpoint.post("/flush", "application/json", new byte[0]);
        return isOffered(answer) ? endpoint.require(answer, "POST /flush") : answer;
    }

    /** Whether an answer is of somebody who knows what was asked for. */
    static boolean isOffered(Answer answer) {
        return answer.status() != 404 && answer.status() != 405;
    }
}
