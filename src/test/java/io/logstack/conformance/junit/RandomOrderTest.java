package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the prerequisites, whatever is selected, whatever runs alone, in whatever order two threads ask: the run ends,
 * nothing is judged twice, before its prerequisites, or before what runs alone unless that needs it, and every verdict is
 * the one that prerequisites and stack imply.
 */
class RandomOrderTest {
    private static final int SIZE = 14;
    private static final int THREADS = 2;
    /** A run of this size takes milliseconds; a deadlock takes for ever. */
    private static final int TIMEOUT_SECONDS = 20;

    /** Any distinct classes do: they are keys here. */
    private static final List<Class<?>> TYPES = List.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            List.class,
            Map.class,
            Set.class,
            Optional.class,
            Object.class);

    /**
     * @param prerequisites by number, each lower than its dependent's
     * @param verdicts what the stack would have each expectation end in
     */
    record Plan(
            List<Set<Integer>> prerequisites,
            List<Verdict> verdicts,
            Set<Integer> selected,
            Set<Integer> alone,
            List<Integer> order) {}

    @Provide
    Arbitrary<Plan> plans() {
        Arbitrary<List<Set<Integer>>> prerequisites = Arbitraries.randomValue(random -> edges(random));
        Arbitrary<List<Verdict>> verdicts = Arbitraries.of(
                        Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE)
                .list()
                .ofSize(SIZE);
        Arbitrary<Set<Integer>> selected =
                Arbitraries.integers().between(0, SIZE - 1).set().ofMinSize(1).ofMaxSize(SIZE);
        Arbitrary<Set<Integer>> alone =
                Arbitraries.integers().between(0, SIZE - 1).set().ofMaxSize(3);
        Arbitrary<List<Integer>> order = Arbitraries.randomValue(random -> shuffled(random));
        return Combinators.combine(prerequisites, verdicts, selected, alone, order)
                .as(Plan::new);
    }

    private static List<Set<Integer>> edges(Random random) {
        List<Set<Integer>> edges = new ArrayList<>();
        for (int node = 0; node < SIZE; node++) {
            Set<Integer> from = new HashSet<>();
            for (int edge = 0; node > 0 && edge < random.nextInt(4); edge++) {
                from.add(random.nextInt(node));
            }
            edges.add(from);
        }
        return edges;
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> order = new ArrayList<>();
        for (int node = 0; node < SIZE; node++) {
            order.add(node);
        }
        Collections.shuffle(order, random);
        return order;
    }

    @Property(tries = 300)
    void everyOrderEndsInTheSameVerdicts(@ForAll("plans") Plan plan) throws Exception {
        FakeJudge judge = new FakeJudge(plan);
        Run run = new Run(
                new RunIdentity("random", "fake", "", 0),
                new StackIdentity("fake", true, "a fake", Map.of(), null),
                catalogue(plan),
                types(plan.selected()),
                judge,
                new RunListener() {},
                Ending.NONE);
        List<Class<?>> queue = plan.order().stream()
                .filter(plan.selected()::contains)
                .<Class<?>>map(TYPES::get)
                .toList();

        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            queue.forEach(type -> futures.add(pool.submit(() -> run.judge(type))));
            for (Future<Outcome> future : futures) {
                future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        Statement statement = run.finish();

        assertThat(judge.early).as("judged before a prerequisite").isEmpty();
        Set<Integer> alone = alone(plan);
        assertThat(judge.order.stream().dropWhile(needed(plan, alone)::contains).filter(alone::contains))
                .as("alone, and after one that it does not need")
                .isEmpty();
        assertThat(judge.judged.values()).as("times judged").allMatch(times -> times.get() == 1);
        Set<Integer> needed = needed(plan, plan.selected());
        Map<Integer, Verdict> expected = expected(plan);
        for (Outcome outcome : statement.outcomes()) {
            int node = TYPES.indexOf(outcome.expectation().type());
            assertThat(outcome.verdict())
                    .as("verdict of %s", node)
                    .isEqualTo(needed.contains(node) ? expected.get(node) : Verdict.NOT_RUN);
            assertThat(outcome.neededBy() == null)
                    .as("%s is not said to be needed by another one", node)
                    .isEqualTo(plan.selected().contains(node) || !needed.contains(node));
        }
    }

    private static Map<Integer, Verdict> expected(Plan plan) {
        Map<Integer, Verdict> expected = new HashMap<>();
        for (int node = 0; node < SIZE; node++) {
            boolean blocked = plan.prerequisites().get(node).stream()
                    .map(expected::get)
                    .anyMatch(verdict -> verdict == Verdict.FAIL || verdict == Verdict.BLOCKED);
            expected.put(node, blocked ? Verdict.BLOCKED : plan.verdicts().get(node));
        }
        return expected;
    }

    /** Those that were asked for and run alone. */
    private static Set<Integer> alone(Plan plan) {
        Set<Integer> alone = new HashSet<>(plan.alone());
        alone.retainAll(plan.selected());
        return alone;
    }

    /** These and their prerequisites. */
    private static Set<Integer> needed(Plan plan, Set<Integer> these) {
        Set<Integer> needed = new HashSet<>(these);
        for (int node = SIZE - 1; node >= 0; node--) {
            if (needed.contains(node)) {
                needed.addAll(plan.prerequisites().get(node));
            }
        }
        return needed;
    }

    private static Set<Class<?>> types(Set<Integer> nodes) {
        Set<Class<?>> types = new HashSet<>();
        nodes.forEach(node -> types.add(TYPES.get(node)));
        return types;
    }

    private static Catalogue catalogue(Plan plan) throws NoSuchMethodException {
        Method any = Object.class.getMethod("toString");
        List<CataloguedExpectation> all = new ArrayList<>();
        for (int node = 0; node < SIZE; node++) {
            Description description = new Description(
                    String.format("HEALTH-%02d", node),
                    Area.HEALTH,
                    Level.MUST,
                    Safety.OBSERVE,
                    RunbookSection.HEALTH_CHECKS,
                    "Node " + node,
                    "Nothing.",
                    Set.of(),
                    plan.prerequisites().get(node).stream()
                            .<Class<?>>map(TYPES::get)
                            .toList(),
                    plan.alone().contains(node),
                    Set.of(),
                    Set.of(),
                    TYPES.get(node));
            all.add(new CataloguedExpectation(description, any));
        }
        return Catalogue.of(all, List.of());
    }

    private static final class FakeJudge implements Judge {
        final Map<Integer, AtomicInteger> judged = new ConcurrentHashMap<>();
        final Set<Integer> early = ConcurrentHashMap.newKeySet();
        /** As judging ended. */
        final List<Integer> order = new CopyOnWriteArrayList<>();

        private final Plan plan;
        private final Set<Integer> done = ConcurrentHashMap.newKeySet();

        FakeJudge(Plan plan) {
            this.plan = plan;
        }

        @Override
        public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
            return Optional.empty();
        }

        @Override
        public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
            int node = TYPES.indexOf(expectation.description().type());
            if (!done.containsAll(plan.prerequisites().get(node))) {
                early.add(node);
            }
            judged.computeIfAbsent(node, key -> new AtomicInteger()).incrementAndGet();
            // Gives the other thread the chance to come in between.
            LockSupport.parkNanos(10_000);
            done.add(node);
            order.add(node);
            return Outcomes.withoutJudging(
                    expectation.description(), plan.verdicts().get(node), "as planned", neededBy);
        }

        @Override
        public void abort(String why) {}
    }
}
