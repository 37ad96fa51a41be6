package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Loki;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-06",
        level = MUST,
        runbook = RunbookSection.COMPLETE_LOG_INGESTION_FAILURE,
        requires = LOKI,
        statement = "Loki answers /ready and all its modules run",
        remedy = "Look at what '/ready' and '/services' of Loki's Service name, then read the log of that module with "
                + "'kubectl logs -n monitoring loki-0 -c loki'")
public class LokiReadyIT {
    @Test
    void readyAndEveryModuleRunning(Loki loki, Profile profile, Evidence evidence) {
        // A Loki that has just started is not ready for its first 15 seconds.
        Answer ready = new Look(profile)
                .until("Loki is ready", profile.timeouts().settle(), loki::ready, LokiReadyIT::isReady);
        evidence.measured(
                "answer of /ready",
                ready.status() + " " + ready.body().strip(),
                "",
                "= 200 ready",
                ready.uri().toString());
        Map<String, String> modules = new TreeMap<>(loki.services());
        Map<String, String> idle = new TreeMap<>(modules);
        idle.values().removeIf("Running"::equals);
        String source = loki.address() + "/services";
        evidence.measured("modules", modules.size(), "modules", ">= 1", source);
        evidence.measured("modules not running", idle.toString(), "", "= {}", source);
        assertThat(ready).orElse(getClass()).says(200, "ready");
        assertThat(new Finding(
                        !modules.isEmpty() && idle.isEmpty(),
                        "every module of Loki Running",
                        modules.isEmpty() ? "no module at all" : idle.toString(),
                        source))
                .orElse(getClass())
                .holds();
    }

    private static boolean isReady(Answer answer) {
        return answer.status() == 200 && answer.body().strip().equals("ready");
    }
}
