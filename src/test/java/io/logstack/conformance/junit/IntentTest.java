package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.rights.Rule;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run says that it is about to do, before it does anything, and that it does nothing where it lacks rights. */
class IntentTest {
    private static final Catalogue SUITE = Catalogue.ofSuite();

    private final FakeStack stack = new FakeStack();
    private final List<String> told = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void runAnnounced(Undertaking undertaking) {
            told.add("announced, begun: " + stack.begun);
        }

        @Override
        public void runRefused(String why) {
            told.add("refused");
        }

        @Override
        public void runStarted(String run, StackIdentity identity, int selected) {
            told.add("started, begun: " + stack.begun);
        }

        @Override
        public void runFinished(Statement statement) {
            told.add("finished, begun: " + stack.begun);
        }
    };

    private Undertaking of(String safety, String... ids) {
        Profile profile = TestProfile.with(Map.of("safety", safety, "workload.lines", "200"));
        List<Class<?>> selected = SUITE.descriptions().stream()
                .filter(expectation -> List.of(ids).contains(expectation.id()))
                .<Class<?>>map(expectation -> expectation.type())
                .toList();
        return Intent.of("run-1", stack, profile, judge(profile), SUITE, Set.copyOf(selected))
                .undertaking();
    }

    private Judge judge(Profile profile) {
        return new StackJudge(stack, profile, new Workload("run-1", 1, profile.workload()), listener);
    }

    @Test
    void whatIsSelectedOrNeededIsToldWithItsAmounts() {
        Undertaking probe = of("probe", "STORAGE-10", "QUERY-04");

        assertThat(probe.target().context()).isEqualTo("fake");
        assertThat(probe.target().user()).isEqualTo("tester");
        assertThat(probe.namespaces()).containsExactly("monitoring", "storage", "flux-system");
        assertThat(probe.creates())
                .anyMatch(what ->
                        what.matches("at most \\d+00 synthetic log lines \\(200 or fewer by each of .*QUERY-04.*"
                                + "conformance_run=\"run-1\".*"))
                .anyMatch(what -> what.startsWith("probe pods in namespace monitoring (STORAGE-10)"))
                .anyMatch(what -> what.contains("logstack-conformance/ in bucket loki-chunks (STORAGE-03)"));
        assertThat(probe.disrupts()).isEmpty();
    }

    @Test
    void whatSafetyOrTheTierRulesOutIsNotTold() {
        assertThat(of("observe", "STORAGE-10", "QUERY-04", "RECOVERY-01").creates())
                .isEmpty();
        assertThat(of("disrupt", "RECOVERY-01").disrupts())
                .singleElement()
                .asString()
                .startsWith("RECOVERY-01: After its pod is deleted");

        stack.lacking.put(Capability.KUBERNETES, "there is none");
        assertThat(of("disrupt", "STORAGE-10", "RECOVERY-01")).satisfies(without -> {
            assertThat(without.namespaces()).isEmpty();
            assertThat(without.disrupts()).isEmpty();
            assertThat(without.creates()).noneMatch(what -> what.contains("pods"));
        });
    }

    @Test
    void isToldBeforeAnythingIsWritten() {
        new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(stack)
                .run("run-1")
                .classes(List.of(Fixtures.Passes.class))
                .listener(listener)
                .run();

        assertThat(told)
                .containsExactly(
                        "announced, begun: []",
                        "started, begun: [run-1]",
                        "finished, begun: [run-1, leftovers removed]");
    }

    @Test
    void withoutARightNothingIsBegunNorJudged() {
        Profile profile = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of("required-capabilities", ""));
        Rule credentials = Rule.of(Right.GET_CREDENTIALS, profile);
        stack.refused.addAll(credentials.requests());
        List<Statement> statements = new ArrayList<>();
        ConformanceLauncher launcher = new ConformanceLauncher(profile)
                .stack(stack)
                .tags("storage")
                .listener(listener)
                .listener(new RunListener() {
                    @Override
                    public void runFinished(Statement statement) {
                        statements.add(statement);
                    }
                });

        assertThat(catchThrowable(launcher::run))
                .isInstanceOf(MissingRightsException.class)
                .hasMessageStartingWith(
                        "a right is missing: get secrets/loki-s3-credentials in monitoring, for STORAGE-02");
        assertThat(told)
                .containsExactly("announced, begun: []", "refused", "started, begun: []", "finished, begun: []");
        assertThat(statements.get(0).totals()).containsEntry(Verdict.PASS, 0L).containsEntry(Verdict.FAIL, 0L);
    }
}
