package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the profile says of reports reaches those who write them before all else. */
class ConfiguredTest {
    private final List<Object> told = new ArrayList<>();

    private final RunListener listener = new RunListener() {
        @Override
        public void runConfigured(Reporting reporting) {
            told.add(reporting);
        }

        @Override
        public void runStarted(String run, StackIdentity stack, int selected) {
            told.add("started");
        }
    };

    @Test
    void theProfilesWordsAreTold() {
        run(Map.of(
                "reports.owner", "platform",
                "reports.owners.storage", "jane",
                "reports.runbook-url", "https://wiki/runbook",
                "reports.issue-url", "https://tracker/{id}",
                "reports.history", "target/own-reports/never-made",
                "reports.kept-runs", "7"));

        Reporting reporting = new Reporting(
                "platform",
                Map.of(Area.STORAGE, "jane"),
                URI.create("https://wiki/runbook"),
                "https://tracker/{id}",
                null,
                "target/own-reports/never-made",
                7);
        assertThat(told).containsExactly(reporting, "started");
        assertThat(reporting.owner(Area.STORAGE)).isEqualTo("jane");
        assertThat(reporting.owner(Area.HEALTH)).isEqualTo("platform");
    }

    @Test
    void byDefaultTheOnCallPersonAnswersForAllAndNothingIsKept() {
        run(Map.of());

        assertThat(told).containsExactly(new Reporting("on-call", Map.of(), null, null, null, null, 30), "started");
    }

    private void run(Map<String, String> profile) {
        var unused = new ConformanceLauncher(TestProfile.with(profile))
                .stack(new FakeStack())
                .classes(List.of(Fixtures.Passes.class))
                .listener(listener)
                .parallelism(1)
                .run();
    }
}
