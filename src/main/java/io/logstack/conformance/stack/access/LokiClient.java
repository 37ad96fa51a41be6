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

    private final LokiProcesses self;
    private final Endpoint pushed;
    private final Endpoint front;

    /**
     * @param self Loki itself
     * @param front the gateway, or Loki itself where there is none
     */
    LokiClient(LokiProcesses self, Endpoint front) {
        this(self, front, front);
    }

    /** Without a gateway. */
    LokiClient(LokiProcesses self) {
        this(self, self.write(), self.read());
    }

    private LokiClient(LokiProcesses self, Endpoint pushed, Endpoint front) {
        this.self = self;
        this.pushed = pushed;
        this.front = front;
    }

    @Override
    public String address() {
        return self.address();
    }

    @Override
    public Answer ready() {
        return self.ready();
    }

    @Override
    public Map<String, String> services() {
        return self.services();
    }

    @Override
    public List<Answer> metricsPages() {
        return self.metricsPages();
    }

    @Override
    public Metrics metrics() {
        return self.metrics();
    }

    @Override
    public Map<String, Object> config() {
        Endpoint configured = self.configured();
        Answer answer = configured.require(configured.get("/config"), "GET /config");
        try {
            Map<String, Object> config = YAML.readValue(answer.body(), new TypeReference<>() {});
            if (config != null) {
                return config;
            }
        } catch (JacksonException e) {
            throw configured.unusable(
                    answer, "GET /config", " and a body that is not a YAML mapping (" + e.getOriginalMessage() + ")");
        }
        throw configured.unusable(answer, "GET /config", " and an empty configuration");
    }

    @Override
    public Answer push(List<LogStream> streams) {
        return pushRaw("application/json", Json.push(streams));
    }

    @Override
    public Answer pushRaw(String contentType, byte[] body) {
        return pushed.post(PUSH, contentType, body);
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
        return self.flush().stream().allMatch(Pages::isOffered);
    }

    @Override
    public Timing time(String path, Map<String, String> parameters) {
        Transport.Told told = front.time(path, parameters);
        return new Timing(told.status(), told.took(), told.length());
    }
}
