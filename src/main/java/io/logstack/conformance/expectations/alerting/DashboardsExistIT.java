package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.GRAFANA;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Alerting;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Grafana;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Alerting
@Observe
@Expectation(
        id = "ALERT-07",
        level = SHOULD,
        runbook = RunbookSection.OVERVIEW,
        requires = GRAFANA,
        statement = "The logging dashboards exist in Grafana",
        remedy =
                "Look for the dashboard's ConfigMap with 'kubectl get configmaps -A -l grafana_dashboard', and into the log "
                        + "of Grafana's sidecar")
public class DashboardsExistIT {
    private static final Pattern LOGGING = Pattern.compile("(?i).*\\b(loki|logs?|logging)\\b.*");

    @Test
    void everyDashboardIsThere(Grafana grafana, Profile profile, Evidence evidence) {
        List<Grafana.Dashboard> found = grafana.dashboards();
        String where = grafana.address() + "/api/search";
        evidence.measured("dashboards", found.size(), "dashboards", null, where);
        Optional<List<String>> wanted = profile.grafana().dashboards().filter(names -> !names.isEmpty());
        if (wanted.isPresent()) {
            List<String> missing = wanted.get().stream()
                    .filter(name -> found.stream()
                            .noneMatch(dashboard -> dashboard.title().equals(name)
                                    || dashboard.uid().equals(name)))
                    .toList();
            evidence.measured("dashboards missing", missing.toString(), "", "= []", where);
            assertThat(new Finding(missing.isEmpty(), "the dashboards " + wanted.get(), "none of: " + missing, where))
                    .orElse(getClass())
                    .holds();
            return;
        }
        List<String> logging = found.stream()
                .filter(DashboardsExistIT::isOnLogging)
                .map(Grafana.Dashboard::title)
                .toList();
        evidence.measured("dashboards on logging", logging.toString(), "", "not []", where);
        assertThat(new Finding(
                        !logging.isEmpty(),
                        "a dashboard that speaks of Loki or logs",
                        "none among " + found.size(),
                        where))
                .orElse(getClass())
                .holds();
    }

    private static boolean isOnLogging(Grafana.Dashboard dashboard) {
        return Stream.concat(Stream.of(dashboard.title()), dashboard.tags().stream())
                .anyMatch(text -> LOGGING.matcher(text).matches());
    }
}
