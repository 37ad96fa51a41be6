package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Prometheus;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Expectations that end in every way there is, one class each. */
final class Fixtures {
    static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private Fixtures() {}

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-01",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Passes",
            remedy = "Nothing.")
    static class Passes {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("pods", 3, "pods", "= 3", "a fake");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-02",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Three pods are ready",
            remedy = "Restart them.")
    static class Fails {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("pods", 2, "pods", "= 3", "a fake");
            assertThat(2).as("ready pods").isEqualTo(3);
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-02",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Two parts are ready",
            remedy = "Restart them.")
    static class FailsTwice {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("parts", 0, "parts", "= 2", "a fake");
            SoftAssertions.assertSoftly(softly -> {
                softly.check(() -> {
                    throw new AssertionError("the first is down");
                });
                softly.check(() -> {
                    throw new AssertionError("the second is down");
                });
            });
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-03",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Ends without evidence",
            remedy = "Nothing.")
    static class WithoutEvidence {
        @Test
        void judge() {}
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-04",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Measures NaN",
            remedy = "Nothing.")
    static class MeasuresNaN {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("p95", Double.NaN, "seconds", "< 2", "a fake");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-05",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Gets no answer",
            remedy = "Nothing.")
    static class GetsNoAnswer {
        @Test
        void judge() {
            throw new NoAnswerException("loki at http://x: connection refused");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-06",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Cannot tell yet",
            remedy = "Wait.")
    static class CannotTell {
        @Test
        void judge() {
            throw new InconclusiveException("No entry is older than a day.", LATER);
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-07",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Does not apply",
            remedy = "Nothing.")
    static class DoesNotApply {
        @Test
        void judge() {
            throw new NotApplicableException("It has no compactor.");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-08",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Warns",
            remedy = "Nothing.")
    static class Warns {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("health", "HEALTH_WARN", "", "HEALTH_OK", "a fake");
            throw new WarningException("Ceph's health is HEALTH_WARN.");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-09",
            level = Level.INFO,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Informs of a violation",
            remedy = "Nothing.")
    static class InfoViolated {
        @Test
        void judge() {
            throw new NoAnswerException("no volume");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-10",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Breaks",
            remedy = "Nothing.")
    static class Breaks {
        @Test
        void judge() {
            throw new IllegalStateException("a bug of the suite");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-11",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Asks Prometheus",
            remedy = "Nothing.",
            requires = Capability.PROMETHEUS)
    static class NeedsPrometheus {
        @Test
        void judge(Prometheus prometheus, Evidence evidence) {
            evidence.measured("address", prometheus.address(), "", null, "a fake");
        }
    }

    @Health
    @Probe
    @Expectation(
            id = "HEALTH-12",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Writes",
            remedy = "Nothing.",
            requires = Capability.OBJECT_STORE)
    static class Writes {
        @Test
        void judge(ObjectStore store, Evidence evidence) {
            store.put("left", new byte[1]);
            evidence.measured("objects", store.list("", 10).size(), "objects", "= 1", "a fake");
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-13",
            level = Level.MUST,
            runbook = RunbookSection.HEALTH_CHECKS,
            statement = "Waits in vain",
            remedy = "Nothing.")
    static class WaitsInVain {
        @Test
        void judge() {
            await("the line to arrive")
                    .atMost(Duration.ofMillis(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> false);
        }
    }
}
