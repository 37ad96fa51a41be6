package io.logstack.conformance.expectations.alerting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Grafana;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrafanaTest {
    private static final Grafana.DataSource LOKI = new Grafana.DataSource("loki", "Loki", "loki");
    private static final Grafana.DataSource OTHER = new Grafana.DataSource("other", "Other cluster", "loki");
    private static final Grafana.DataSource PROMETHEUS = new Grafana.DataSource("prom", "Prometheus", "prometheus");

    @Test
    void aHealthyDataSource() {
        assertThatCode(() -> healthy(Map.of(), Set.of("loki"), LOKI, PROMETHEUS))
                .doesNotThrowAnyException();
    }

    @Test
    void aSickDataSourceInGrafanasWords() {
        assertThatThrownBy(() -> healthy(Map.of(), Set.of(), LOKI))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void theOneThatTheProfileNames() {
        assertThatThrownBy(() -> healthy(Map.of(), Set.of("loki"), LOKI, OTHER)).hasMessageContaining("Other cluster");
        assertThatCode(() -> healthy(Map.of("grafana.data-source", "Loki"), Set.of("loki"), LOKI, OTHER))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutLokiDataSourceThereIsNoEvidence() {
        assertThatThrownBy(() -> healthy(Map.of(), Set.of("prom"), PROMETHEUS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a data source of type loki");
        assertThatThrownBy(() -> healthy(Map.of("grafana.data-source", "Logs"), Set.of("loki"), LOKI))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("named Logs");
    }

    @Test
    void dashboardsByTitleOrUid() {
        Map<String, String> wanted = Map.of("grafana.dashboards", "Loki / Operational,alloy-logs");
        assertThatCode(() -> dashboards(wanted, "Loki / Operational", "alloy-logs"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> dashboards(wanted, "Loki / Operational"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none of: [alloy-logs]");
    }

    @Test
    void anyDashboardOnLoggingWillDoWhereNoneIsNamed() {
        assertThatCode(() -> dashboards(Map.of(), "Nodes", "Application logs")).doesNotThrowAnyException();
        assertThatThrownBy(() -> dashboards(Map.of(), "Nodes", "Catalogue"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none among 2");
    }

    @Test
    void withoutDashboardsThereIsNoEvidence() {
        assertThatThrownBy(() -> dashboards(Map.of())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> dashboards(Map.of("grafana.dashboards", "Loki")))
                .isInstanceOf(AssertionError.class);
    }

    private static void healthy(Map<String, String> overrides, Set<String> healthy, Grafana.DataSource... sources) {
        new DataSourceHealthyIT()
                .theDataSourceReachesLoki(
                        new Told(List.of(sources), healthy, List.of()), profile(overrides), new NotedEvidence());
    }

    private static void dashboards(Map<String, String> overrides, String... titles) {
        List<Grafana.Dashboard> dashboards = List.of(titles).stream()
                .map(title -> new Grafana.Dashboard(title, title, Set.of()))
                .toList();
        new DashboardsExistIT()
                .everyDashboardIsThere(
                        new Told(List.of(), Set.of(), dashboards), profile(overrides), new NotedEvidence());
    }

    private static Profile profile(Map<String, String> overrides) {
        return Profiles.load(Path.of("profiles/reference.yaml"), overrides);
    }

    /** A Grafana that tells what it was told. */
    private record Told(List<Grafana.DataSource> dataSources, Set<String> healthy, List<Grafana.Dashboard> dashboards)
            implements Grafana {
        @Override
        public String address() {
            return "http://grafana";
        }

        @Override
        public Answer get(String path) {
            throw new UnsupportedOperationException("nothing else is asked of it here");
        }

        @Override
        public DataSourceHealth health(String uid) {
            return new DataSourceHealth(healthy.contains(uid), healthy.contains(uid) ? "fine" : "connection refused");
        }
    }
}
