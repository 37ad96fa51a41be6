package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many healthy homelabs, and many with two faults at a time, drawn anew each time with all their seeds; {@code
 * -Dsoak.seed=…} draws those of an earlier soak.
 */
@Tag("soak")
class SoakTest {
    private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);
    private static final int RUNS = 50;
    private static final long SEED = Long.getLong("soak.seed", new Random().nextInt(Integer.MAX_VALUE));
    private static final RunPool POOL = new RunPool();

    @AfterAll
    static void end() {
        POOL.close();
    }

    static Stream<Arguments> seeds() {
        LOG.info("healthy homelabs are drawn with -Dsoak.seed={}", SEED);
        List<Arguments> begun = new Random(SEED)
                .longs(RUNS, 0, Long.MAX_VALUE)
                .mapToObj(seed -> Arguments.of(seed, POOL.begin(Map.of("seed", Long.toString(seed)))))
                .toList();
        return begun.stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aHealthyHomelabPassesEverything(long seed, CompletableFuture<MatrixRun> run) {
        Healthy.check(run.join());
    }

    static Stream<Arguments> pairs() {
        LOG.info("pairs of faults are drawn with -Dsoak.seed={}", SEED);
        Random random = new Random(SEED);
        List<Arguments> begun = Pair.drawn(RUNS, random).stream()
                .map(pair -> Arguments.of(pair, POOL.begin(pair.keys(random.nextLong(Long.MAX_VALUE)))))
                .toList();
        return begun.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void bothRootCausesAreNamed(Pair pair, CompletableFuture<MatrixRun> begun) {
        MatrixRun run = begun.join();
        assertThat(run.statement().outcomes())
                .as(run.told())
                .extracting(Outcome::verdict)
                .doesNotContain(Verdict.ERROR);
        Stream.of(pair.first(), pair.second()).forEach(fault -> isNamed(fault, pair, run));
    }

    private static void isNamed(Fault fault, Pair pair, MatrixRun run) {
        String id = Pair.names(fault);
        assertThat(run.verdict(id))
                .as("%s, which %s is for, with %s and soak.seed %d; %s", id, fault.label(), pair, SEED, run.told())
                .isIn(pair.verdicts(fault));
        if (run.verdict(id).failsRun()) {
            assertThat(run.rootCauses()).contains(id);
            assertThat(run.lastWord())
                    .startsWith("NOT CONFORMANT; root causes: ")
                    .contains(id);
        }
    }
}
