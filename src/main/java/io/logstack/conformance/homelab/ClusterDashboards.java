package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.logstack.conformance.homelab.grafana.Dashboard;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards of the cluster's ConfigMaps with the label {@code grafana_dashboard}, as Grafana's sidecar loads them. */
record ClusterDashboards(Store store) implements Supplier<List<Dashboard>> {
    @Override
    public List<Dashboard> get() {
        List<Dashboard> dashboards = new ArrayList<>();
        for (ConfigMap map : store.list(ConfigMap.class, null, "grafana_dashboard")) {
            for (String json : map.getData().values()) {
                JsonNode dashboard = JsonMapper.shared().readTree(json);
                List<String> tags = new ArrayList<>();
                dashboard.path("tags").forEach(tag -> tags.add(tag.asString()));
                dashboards.add(new Dashboard(
                        dashboard.path("uid").asString(""),
                        dashboard.path("title").asString(""),
                        tags));
            }
        }
        return dashboards;
    }
}
