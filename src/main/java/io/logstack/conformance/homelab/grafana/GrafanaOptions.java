package io.logstack.conformance.homelab.grafana;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * What Grafana runs with.
 *
 * @param port a port, or 0 for a free one
 * @param username of the only user
 * @param loki URL that its Loki data source has now: the gateway's
 * @param prometheus URL of its Prometheus data source
 * @param dashboards those that are provisioned now
 */
public record GrafanaOptions(
        int port,
        String username,
        String password,
        Supplier<URI> loki,
        URI prometheus,
        Supplier<List<Dashboard>> dashboards) {
    @Override
    public String toString() {
        return "GrafanaOptions[port=" + port + ", username=" + username + ", password=***, loki=" + loki.get() + "]";
    }
}
