package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.MalformedExpositionException;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-07",
        level = MUST,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = LOKI,
        prerequisites = LokiReadyIT.class,
        statement = "Loki's /metrics is a well-formed exposition",
        remedy =
                "Ask '/metrics' of Loki's own Service (the gateway does not route it) and look for what stands between")
public class LokiMetricsWellFormedIT {
    /** What every Loki exposes from its start: a page without them is somebody else's. */
    private static final List<String> OWED = List.of("loki_build_info", "loki_request_duration_seconds");

    @Test
    void thePageParsesAndIsLokis(Loki loki, Evidence evidence) {
        List<Answer> pages = loki.metricsPages();
        evidence.measured("pages", pages.size(), "pages", ">= 1", loki.address());
        assertThat(new Finding(!pages.isEmpty(), "a page of each process of Loki's", "none", loki.address()))
                .orElse(getClass())
                .holds();
        pages.forEach(page -> judge(page, evidence));
    }

    private static void judge(Answer page, Evidence evidence) {
        String source = page.uri().toString();
        evidence.measured("status of /metrics", page.status(), "", "= 200", source);
        evidence.measured("length of the page", page.body().length(), "characters", "> 0", source);
        assertThat(page).orElse(LokiMetricsWellFormedIT.class).hasStatus(200);
        Metrics metrics;
        try {
            metrics = Exposition.parse(source, page.body());
        } catch (MalformedExpositionException e) {
            throw assertThat(new Finding(false, "a well-formed exposition", String.valueOf(e.getMessage()), source))
                    .orElse(LokiMetricsWellFormedIT.class)
                    .violation();
        }
        evidence.measured("metric families", metrics.families().size(), "families", ">= 1", source);
        List<String> missing = OWED.stream()
                .filter(name -> !metrics.families().containsKey(name))
                .toList();
        evidence.measured(
                "families that every Loki exposes and this page lacks", missing.toString(), "", "= []", source);
        assertThat(new Finding(missing.isEmpty(), "Loki's own metrics", "a page without " + missing, source))
                .orElse(LokiMetricsWellFormedIT.class)
                .holds();
    }
}
