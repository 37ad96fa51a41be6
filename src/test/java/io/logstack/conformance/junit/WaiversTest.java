package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.profile.ProfileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaiversTest {
    private static final String DAY = "9999-12-31";

    private final FakeStack stack = new FakeStack();

    @Test
    void aWaivedFailureWarnsWithItsReason() {
        Statement statement = run(Fixtures.Fails.class, Map.of(waiver(Fixtures.Fails.class), reason()));
        Outcome outcome = statement.outcomes().get(0);
        assertThat(outcome.verdict()).isEqualTo(Verdict.WARN);
        assertThat(outcome.message())
                .startsWith("Waived until " + DAY + ", because: the disk is ordered. ")
                .contains("ready pods");
        assertThat(outcome.measurements()).hasSize(1);
        assertThat(outcome.blocksDependents()).isTrue();
        assertThat(statement.conformant()).isTrue();
    }

    @Test
    void whatHoldsStillPasses() {
        Statement statement = run(Fixtures.Passes.class, Map.of(waiver(Fixtures.Passes.class), reason()));
        assertThat(statement.outcomes().get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anErrorOfTheSuiteIsNotWaived() {
        Statement statement =
                run(Fixtures.WithoutEvidence.class, Map.of(waiver(Fixtures.WithoutEvidence.class), reason()));
        assertThat(statement.outcomes().get(0).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void anUnknownIdIsAMistakeOfTheProfile() {
        assertThatThrownBy(() -> run(Fixtures.Fails.class, Map.of("waivers.STORAGE-99", reason())))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("no expectation has the ID STORAGE-99");
    }

    private static String waiver(Class<?> type) {
        return "waivers." + Description.of(type).id();
    }

    private static String reason() {
        return "until " + DAY + ": the disk is ordered";
    }

    private Statement run(Class<?> type, Map<String, String> profile) {
        return new ConformanceLauncher(TestProfile.with(profile))
                .stack(stack)
                .classes(List.of(type))
                .parallelism(1)
                .run();
    }
}
