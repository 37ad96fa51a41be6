package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Loki at its own address and, for pushes and queries, at the address that the operator's clients use. */
final class LokiClient implements Loki {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final String PUSH = "/loki/api/v1/push";
    private static final String QUERY = "/loki/api/v1/query";
    private static final String QUERY_RANGE = "/loki/api/v1/query_range";

    private final Endpoint self;
    private final Endpoint front;

    /**
     * @param self Loki itself
     * @param front the gateway, or Loki itself where there is none
     */
    LokiClient(Endpoint self, Endpoint front) {
        this.self = self;
        this.front = front;
    }

    @Override
    public String address() {
        return self.address();
    }

    @Override
    public Answer ready() {
        return self.get("/ready");
    }

    @Override
    public Map<String, String> services() {
        Answer answer = self.require(self.get("/services"), "GET /services");
        Map<String, String> services = new LinkedHashMap<>();
        answer.body().lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split("=>", -1);
            if (parts.length != 2) {
                throw self.unusable(answer, "GET /services", " and a line that is not 'module => state'");
            }
            services.put(parts[0].strip(), parts[1].strip());
        });
        if (services.isEmpty()) {
            throw self.unusable(answer, "GET /services", " and names no module");
        }
        return services;
    }

    @Override
    public Answer metricsPage() {
        return self.get("/metrics");
    }

    @Override
    public Metrics metrics() {
        return Pages.metrics(self);
    }

    @Override
    public Map<String, Object> config() {
        Answer answer = self.require(self.get("/config"), "GET /config");
        try {
            Map<String, Object> config = YAML.readValue(answer.body(), new TypeReference<>() {});
            if (config != null) {
                return config;
            }
        } catch (JacksonException e) {
            throw self.unusable(
                    answer, "GET /config", " and a body that is not a YAML mapping (" + e.getOriginalMessage() + ")");
        }
        throw self.unusable(answer, "GET /config", " and an empty configuration");
    }

    @Override
    public Answer push(List<LogStream> streams) {
        return pushRaw("application/json", Json.push(streams));
    }

    @Override
    public Answer pushRaw(String contentType, byte[] body) {
        return front.post(PUSH, contentType, body);
    }

    @Override
    public Answer ask(String path, Map<String, String> parameters) {
        return front.get(path, parameters);
    }

    @Override
    public List<LogStream> logs(LogQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query.logql());
        parameters.put("start", Long.toString(query.start()));
        parameters.put("end", Long.toString(query.end()));
        parameters.put("limit", Integer.toString(query.limit()));
        parameters.put("direction", query.forward() ? "forward" : "backward");
        return Json.streams(front, front.page(QUERY_RANGE, parameters), "the query " + query.logql());
    }

    @Override
    public List<Sample> instant(String logql, Instant at) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", logql);
        parameters.put("time", Long.toString(LogQuery.nanos(at)));
        return Json.vector(front, front.get(QUERY, parameters), "the query " + logql, List.of("vector", "scalar"));
    }

    @Override
    public boolean flush() {
        Answer answer = self.post("/flush", "application/json", new byte[0]);
        if (answer.status() == 404 || answer.status() == 405) {
            return false;
        }
        self.require(answer, "POST /flush");
        return true;
    }

    @Override
    public Timing time(String path, Map<String, String> parameters) {
        Transport.Told told = front.time(path, parameters);
        return new Timing(told.status(), told.took(), told.length());
    }
}
