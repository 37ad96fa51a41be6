package io.logstack.conformance.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.EmbeddedStackProvider;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No expectation passes without evidence: on a healthy stack each is judged again and again, while what it asks for comes
 * back empty, one source after the other. Whoever adds an expectation has it held to that by the catalogue.
 */
class EvidenceWithheldTest {
    /** Judgements wait more than they work. */
    private static final int AT_A_TIME = 6;

    private static final Set<Verdict> HONEST = Set.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE);

    private static final Exceptions EXCEPTIONS = Exceptions.read();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_A_TIME);
    private static final Map<String, CompletableFuture<Trials>> TRIALS = new LinkedHashMap<>();
    private static Stack stack;

    static List<String> expectations() {
        return Catalogue.ofSuite().descriptions().stream().map(Description::id).toList();
    }

    @BeforeAll
    static void tryEveryExpectation() {
        stack = new EmbeddedStackProvider().start(Trials.PATIENT);
        Catalogue.ofSuite()
                .descriptions()
                .forEach(expectation ->
                        TRIALS.put(expectation.id(), CompletableFuture.supplyAsync(() -> trials(expectation), POOL)));
    }

    /** All that it asks for are acknowledgements of pushes, which have no word that could be missing. */
    private static final Set<String> NOTHING_TO_WITHHOLD = Set.of("CAPACITY-06");

    /** What disturbs its stack has one of its own. */
    private static Trials trials(Description expectation) {
        Set<String> excepted = EXCEPTIONS.of(expectation.id());
        if (expectation.safety() != Safety.DISRUPT) {
            return Trials.of(expectation, stack, excepted);
        }
        try (Stack own = new EmbeddedStackProvider().start(Trials.PATIENT)) {
            return Trials.of(expectation, own, excepted);
        }
    }

    @AfterAll
    static void end() {
        POOL.shutdownNow();
        stack.close();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void withAllOfItAHealthyStackPasses(String id) {
        assertThat(of(id).whole().verdict()).as(of(id).whole().message()).isEqualTo(whole(id));
    }

    /** One of an expectation that none of the removals touches would show nothing. */
    @ParameterizedTest
    @MethodSource("expectations")
    void withoutItNothingPasses(String id) {
        Trials trials = of(id);
        assertThat(trials.each().isEmpty())
                .as("there is no evidence of %s that could be withheld", id)
                .isEqualTo(NOTHING_TO_WITHHOLD.contains(id));
        Set<String> excepted = EXCEPTIONS.of(id);
        assertThat(Stream.concat(trials.each().stream(), trials.all().stream())
                        .filter(trial -> !excepted.contains(trial.name())))
                .as(
                        "what %s says without some of its evidence; where that is right,"
                                + " fixtures/evidence-withheld.yaml has the reason",
                        id)
                .allSatisfy(trial -> {
                    assertThat(trial.outcome().verdict()).as(trial.toString()).isIn(HONEST);
                    assertThat(trial.outcome().message()).as(trial.name()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void everyExceptionIsOne(String id) {
        Set<String> unmoved = of(id).each().stream()
                .filter(trial -> trial.outcome().verdict() == whole(id))
                .map(Trial::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(EXCEPTIONS.of(id))
                .as("exceptions of %s, where it says the same without: %s", id, unmoved)
                .isSubsetOf(unmoved);
    }

    @Test
    void everyExceptionIsOfAnExpectationAndHasItsReason() {
        assertThat(expectations()).containsAll(EXCEPTIONS.expectations());
        assertThat(EXCEPTIONS.reasons())
                .isNotEmpty()
                .allSatisfy(why -> assertThat(why).isNotBlank());
    }

    @Test
    void aStackThatIsThereAndHasNothingPassesNothing() {
        Stack hollow = new Withholding(stack, Removal.GONE, source -> true).view();
        Statement statement = new ConformanceLauncher(Trials.HASTY)
                .stack(hollow)
                .run("hollow")
                .run();
        assertThat(statement.conformant()).isFalse();
        assertThat(statement.outcomes())
                .hasSameSizeAs(expectations())
                .allSatisfy(outcome -> assertThat(outcome.verdict())
                        .as(outcome.expectation().id() + ": " + outcome.message())
                        .isIn(Verdict.FAIL, Verdict.BLOCKED, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE));
    }

    @Test
    void aRunbookThatSaysNothingIsNotRight(@TempDir Path directory) throws IOException {
        String runbook = Files.writeString(directory.resolve("runbook.md"), "").toString();
        Statement statement = new ConformanceLauncher(
                        Profiles.load(Path.of("profiles/embedded.yaml"), Map.of("runbook", runbook)))
                .stack(stack)
                .run("wordless")
                .tags("drift")
                .run();
        assertThat(statement.outcomes())
                .filteredOn(outcome -> outcome.expectation().area() == Area.DRIFT)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.verdict())
                        .as(outcome.expectation().id() + ": " + outcome.message())
                        .isEqualTo(Verdict.NOT_APPLICABLE));
    }

    /** Where the runbook is wrong about a healthy stack, drift is found. */
    private static Verdict whole(String id) {
        return Area.ofId(id) == Area.DRIFT ? Verdict.WARN : Verdict.PASS;
    }

    private static Trials of(String id) {
        return Objects.requireNonNull(TRIALS.get(id), id).join();
    }
}
