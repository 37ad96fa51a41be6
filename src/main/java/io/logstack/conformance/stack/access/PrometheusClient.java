package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prometheus at its address. */
final class PrometheusClient implements Prometheus {
    private final Endpoint endpoint;

    PrometheusClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String address() {
        return endpoint.address();
    }

    @Override
    public List<Sample> instant(String promql, Instant at) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", promql);
        parameters.put("time", BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString());
        Answer answer = endpoint.get("/api/v1/query", parameters);
        return Json.vector(endpoint, answer, "the query " + promql, List.of("vector", "scalar"));
    }

    @Override
    public List<AlertingRule> alertingRules() {
        return RulesJson.rules(endpoint, endpoint.page("/api/v1/rules", Map.of("type", "alert")));
    }
}
