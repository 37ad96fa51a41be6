package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Grafana;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Grafana at its address. */
final class GrafanaClient implements Grafana {
    private static final String DATA_SOURCES = "/api/datasources";
    private static final String SEARCH = "/api/search";
    /** The most that a page of a search may hold. */
    private static final int MOST = 5_000;

    private final Endpoint endpoint;

    GrafanaClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String address() {
        return endpoint.address();
    }

    @Override
    public Answer get(String path) {
        return endpoint.get(path);
    }

    @Override
    public List<DataSource> dataSources() {
        List<DataSource> found = new ArrayList<>();
        for (JsonNode source : list(endpoint.get(DATA_SOURCES), "the data sources")) {
            found.add(new DataSource(
                    source.path("uid").asString(""),
                    source.path("name").asString(""),
                    source.path("type").asString("")));
        }
        return List.copyOf(found);
    }

    @Override
    public DataSourceHealth health(String uid) {
        String asked = "the health of data source " + uid;
        Answer answer = endpoint.get(DATA_SOURCES + "/uid/" + uid + "/health");
        // A data source that fails its check is told with status 400.
        boolean told = answer.ok() || answer.status() == 400;
        JsonNode body = told ? Json.body(endpoint, answer, asked) : Json.read(endpoint, answer, asked);
        String status = body.path("status").asString("");
        if (status.isEmpty()) {
            throw endpoint.unusable(answer, asked, " and no status of the data source");
        }
        return new DataSourceHealth(
                answer.ok() && status.equals("OK"), body.path("message").asString(""));
    }

    @Override
    public List<Dashboard> dashboards() {
        List<Dashboard> found = new ArrayList<>();
        int page = 1;
        int last;
        do {
            Answer answer = endpoint.get(
                    SEARCH, Map.of("type", "dash-db", "limit", Integer.toString(MOST), "page", Integer.toString(page)));
            JsonNode dashboards = list(answer, "the dashboards");
            for (JsonNode dashboard : dashboards) {
                Set<String> tags = new HashSet<>();
                dashboard.path("tags").forEach(tag -> tags.add(tag.asString("")));
                found.add(new Dashboard(
                        dashboard.path("uid").asString(""),
                        dashboard.path("title").asString(""),
                        Set.copyOf(tags)));
            }
            last = dashboards.size();
            page++;
        } while (last == MOST);
        return List.copyOf(found);
    }

    private JsonNode list(Answer answer, String asked) {
        JsonNode body = Json.read(endpoint, answer, asked);
        if (!body.isArray()) {
            throw endpoint.unusable(answer, asked, " and no list");
        }
        return body;
    }
}
