package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.GRAFANA;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Alerting;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Grafana;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Alerting
@Observe
@Expectation(
        id = "ALERT-06",
        level = MUST,
        runbook = RunbookSection.COMPLETE_LOG_INGESTION_FAILURE,
        requires = GRAFANA,
        prerequisites = GatewayRoutesIT.class,
        statement = "Grafana's Loki data source is healthy",
        remedy =
                "Test the data source under Connections, Data sources of Grafana, and compare its URL with the gateway's "
                        + "Service")
public class DataSourceHealthyIT {
    private static final String LOKI = "loki";

    @Test
    void theDataSourceReachesLoki(Grafana grafana, Profile profile, Evidence evidence) {
        Optional<String> named = profile.grafana().dataSource();
        List<Grafana.DataSource> sources = grafana.dataSources().stream()
                .filter(source -> source.type().equals(LOKI))
                .filter(source -> named.isEmpty() || named.get().equals(source.name()))
                .toList();
        String where = grafana.address() + "/api/datasources";
        evidence.measured("Loki data sources", sources.size(), "data sources", ">= 1", where);
        assertThat(new Finding(
                        !sources.isEmpty(),
                        "a data source of type loki"
                                + named.map(name -> " named " + name).orElse(""),
                        "none",
                        where))
                .orElse(getClass())
                .holds();
        Map<Grafana.DataSource, Grafana.DataSourceHealth> healths = new LinkedHashMap<>();
        sources.forEach(source -> healths.put(source, grafana.health(source.uid())));
        SoftAssertions.assertSoftly(softly -> healths.forEach((source, health) -> {
            evidence.measured(
                    "health of data source " + source.name(),
                    (health.ok() ? "OK: " : "not OK: ") + health.message(),
                    "",
                    "OK",
                    where);
            softly.check(() -> assertThat(new Finding(
                            health.ok(),
                            "data source " + source.name() + " to be healthy",
                            "'" + health.message() + "'",
                            where + "/uid/" + source.uid() + "/health"))
                    .orElse(getClass())
                    .holds());
        }));
    }
}
