package io.logstack.conformance.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.access.AccessedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stack that is too young or too idle to tell is neither blamed nor praised for it. */
class YoungAndIdleTest {
    /** Nearly a week: inside retention, beyond the edge that a history must reach, and taken by Loki's limits. */
    private static final Duration LONG_AGO = Duration.ofHours(160);

    private static final ExecutorService POOL = Executors.newFixedThreadPool(Situation.values().length);
    private static final Map<Situation, CompletableFuture<Statement>> RUNS = new EnumMap<>(Situation.class);

    @BeforeAll
    static void judgeEachSituation() {
        for (Situation situation : Situation.values()) {
            RUNS.put(situation, CompletableFuture.supplyAsync(() -> run(situation), POOL));
        }
    }

    @AfterAll
    static void end() {
        POOL.shutdownNow();
    }

    private static Statement run(Situation situation) {
        try (Homelab homelab = Homelab.start(situation.options());
                Stack stack = AccessedStack.connect(Trials.PATIENT, homelab.addresses(), true, situation.label())) {
            if (situation == Situation.IDLE) {
                pushWhatIsNotTheOperators(stack);
            }
            return new ConformanceLauncher(Trials.PATIENT)
                    .stack(stack)
                    .run(situation.label())
                    .run();
        }
    }

    /** What canaries push, what Alloy collects of their pods and of the stack's own, and what the suite has pushed before. */
    private static void pushWhatIsNotTheOperators(Stack stack) {
        Instant now = Instant.now();
        List<LogStream> streams = List.of(
                        Map.of("name", "loki-canary", "pod", "loki-canary-2x7qp", "stream", "stdout"),
                        Map.of("namespace", "monitoring", "pod", "loki-canary-2x7qp", "container", "loki-canary"),
                        Map.of("namespace", "monitoring", "pod", "loki-0", "container", "loki"),
                        Map.of("namespace", "monitoring", "pod", "logstack-conformance-s3-1", "container", "probe"),
                        Map.of("conformance_run", "earlier", "conformance_case", "every-line"))
                .stream()
                .flatMap(labels -> List.of(
                        stream(labels, now.minus(LONG_AGO), "long-ago"), stream(labels, now.minusSeconds(5), "now"))
                        .stream())
                .toList();
        Answer answer = stack.loki().push(streams);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /** @param when tells the two apart: a stream takes no entry that is hours older than its newest */
    private static LogStream stream(Map<String, String> labels, Instant at, String when) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("written", when);
        return new LogStream(
                all,
                List.of(
                        new LogEntry(LogQuery.nanos(at), "one line"),
                        new LogEntry(LogQuery.nanos(at.plusSeconds(1)), "another line")));
    }

    @ParameterizedTest
    @EnumSource
    void theVerdictsAreThoseOfItsRow(Situation situation) {
        Statement statement = of(situation);
        SortedMap<String, Verdict> found = new TreeMap<>();
        statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().area() != Area.DRIFT)
                .filter(outcome -> outcome.verdict() != Verdict.PASS)
                .forEach(outcome -> found.put(outcome.expectation().id(), outcome.verdict()));
        assertThat(found)
                .as(
                        "%s; where that is right, fixtures/young-and-idle.yaml has the reason:\n%s",
                        situation.label(), told(statement))
                .isEqualTo(situation.verdicts());
    }

    @ParameterizedTest
    @EnumSource
    void theRunbookIsWrongThereTooOrItCannotBeTold(Situation situation) {
        assertThat(of(situation).outcomes())
                .filteredOn(outcome -> outcome.expectation().area() == Area.DRIFT)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.verdict())
                        .as(outcome.expectation().id() + ": " + outcome.message())
                        .isIn(Set.of(Verdict.WARN, Verdict.INCONCLUSIVE)));
    }

    /** Time alone makes a young stack old; an idle one may wait for its traffic for ever. */
    @ParameterizedTest
    @EnumSource(names = "YOUNG")
    void aYoungStackIsToldFromWhenItCanBeJudged(Situation situation) {
        Statement statement = of(situation);
        assertThat(statement.outcomes())
                .filteredOn(outcome -> outcome.expectation().area() != Area.DRIFT)
                .filteredOn(outcome -> outcome.verdict() == Verdict.INCONCLUSIVE)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.judgeableFrom())
                        .as(outcome.expectation().id() + ": " + outcome.message())
                        .isAfter(statement.startedAt()));
        assertThat(statement.conformant()).isTrue();
    }

    private static Statement of(Situation situation) {
        return Objects.requireNonNull(RUNS.get(situation)).join();
    }

    private static String told(Statement statement) {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().area() != Area.DRIFT)
                .filter(outcome -> outcome.verdict() != Verdict.PASS)
                .map(YoungAndIdleTest::told)
                .collect(Collectors.joining("\n"));
    }

    private static String told(Outcome outcome) {
        return outcome.expectation().id() + " " + outcome.verdict() + ": " + outcome.message();
    }
}
