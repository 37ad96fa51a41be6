package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Retention
@Observe
@Expectation(
        id = "RETAIN-01",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = LokiReadyIT.class,
        statement = "Loki runs with the profile's retention, enforced by the compactor",
        remedy = "Set limits_config.retention_period and compactor.retention_enabled in the HelmRelease's values, and "
                + "reconcile it with 'flux reconcile helmrelease loki -n monitoring'")
public class RetentionInForceIT {
    private static final String PERIOD = "limits_config.retention_period";
    private static final String ENABLED = "compactor.retention_enabled";

    @Test
    void theRunningConfigurationKeepsAndDeletesAsPromised(Loki loki, Profile profile, Evidence evidence) {
        LokiConfig config = LokiConfig.read(loki);
        Duration promised = profile.retention().period();
        Optional<Object> written = config.at(PERIOD);
        Optional<Object> enabled = config.at(ENABLED);
        evidence.measured(PERIOD, written.orElse("absent"), "", "= " + Durations.text(promised), config.source());
        evidence.measured(ENABLED, enabled.orElse("absent"), "", "= true", config.source());
        boolean kept = config.duration(PERIOD).filter(promised::equals).isPresent();
        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(new Finding(
                            kept,
                            PERIOD + " = " + Durations.text(promised),
                            String.valueOf(written.orElse("none")),
                            config.source()))
                    .orElse(getClass())
                    .holds());
            softly.check(() -> assertThat(new Finding(
                            enabled.filter(Boolean.TRUE::equals).isPresent(),
                            ENABLED + " = true",
                            String.valueOf(enabled.orElse("none")),
                            config.source()))
                    .orElse(getClass())
                    .holds());
        });
    }
}
