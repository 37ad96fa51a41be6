package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.StatementWriter;
import io.logstack.conformance.stack.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The process that {@link InterruptTest} interrupts: one expectation has passed, one waits for ever, one comes after it. */
final class InterruptedRun {
    static final String RUN = "interrupted";
    static final String WAITING = "waiting";

    private InterruptedRun() {}

    public static void main(String... arguments) {
        FakeStack stack = new FakeStack();
        new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(stack)
                .run(RUN)
                .classes(List.of(Before.class, Waits.class, After.class))
                .parallelism(1)
                .listener(new StatementWriter(Path.of(arguments[0])))
                .listener(new RunListener() {
                    @Override
                    public void runFinished(Statement statement) {
                        System.out.println("left: " + stack.objectStore.objects.keySet());
                    }
                })
                .run();
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-01",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Before",
            remedy = "Nothing.")
    static class Before {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("before", 1, "", null, "a fake");
        }
    }

    @Health
    @Probe
    @Expectation(
            id = "HEALTH-02",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Waits",
            remedy = "Nothing.",
            requires = Capability.OBJECT_STORE,
            prerequisites = Before.class)
    static class Waits {
        @Test
        void judge(ObjectStore store) throws InterruptedException {
            store.put("made", new byte[1]);
            System.out.println(WAITING);
            new CountDownLatch(1).await();
        }
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-03",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "After",
            remedy = "Nothing.",
            prerequisites = Waits.class)
    static class After {
        @Test
        void judge(Evidence evidence) {
            evidence.measured("after", 1, "", null, "a fake");
        }
    }
}
