package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expectations that depend on each other, ending as the test's scenario says. */
final class Chain {
    static final List<Class<?>> ALL = List.of(Bottom.class, Middle.class, Top.class, Beside.class, Alone.class);

    private Chain() {}

    private static void judge(String id, Workload workload, Evidence evidence) {
        Scenario scenario = Scenario.of(workload);
        scenario.enter(id);
        try {
            scenario.meet(id);
            if (scenario.undecided.contains(id)) {
                throw new InconclusiveException("Nothing was logged yet.", null);
            }
            evidence.measured("violated", scenario.violated.contains(id), "", "= false", "the scenario");
            assertThat(scenario.violated).as("violated").doesNotContain(id);
        } finally {
            scenario.leave(id);
        }
    }

    @Storage
    @Observe
    @Expectation(
            id = "STORAGE-01",
            level = Level.MUST,
            runbook = RunbookSection.STORAGE_USAGE,
            statement = "The bottom holds",
            remedy = "Nothing.")
    static class Bottom {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("STORAGE-01", workload, evidence);
        }
    }

    @Storage
    @Observe
    @Expectation(
            id = "STORAGE-02",
            level = Level.MUST,
            runbook = RunbookSection.STORAGE_USAGE,
            statement = "The middle holds",
            remedy = "Nothing.",
            prerequisites = Bottom.class)
    static class Middle {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("STORAGE-02", workload, evidence);
        }
    }

    @Query
    @Observe
    @Expectation(
            id = "QUERY-01",
            level = Level.MUST,
            runbook = RunbookSection.QUERY_OPTIMIZATION,
            statement = "The top holds",
            remedy = "Nothing.",
            prerequisites = {Middle.class, Beside.class})
    static class Top {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("QUERY-01", workload, evidence);
        }
    }

    @Storage
    @Observe
    @Expectation(
            id = "STORAGE-03",
            level = Level.MUST,
            runbook = RunbookSection.STORAGE_USAGE,
            statement = "What stands beside holds",
            remedy = "Nothing.")
    static class Beside {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("STORAGE-03", workload, evidence);
        }
    }

    @Query
    @Observe
    @Expectation(
            id = "QUERY-02",
            level = Level.MUST,
            runbook = RunbookSection.QUERY_OPTIMIZATION,
            statement = "What runs alone holds",
            remedy = "Nothing.",
            prerequisites = Beside.class,
            alone = true)
    static class Alone {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("QUERY-02", workload, evidence);
        }
    }

    @Query
    @Observe
    @Expectation(
            id = "QUERY-03",
            level = Level.MUST,
            runbook = RunbookSection.QUERY_OPTIMIZATION,
            statement = "What is lonely holds",
            remedy = "Nothing.",
            alone = true)
    static class Lonely {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Chain.judge("QUERY-03", workload, evidence);
        }
    }
}
