package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends a run soon, with what it made removed, and with a statement of what it has judged. */
class InterruptedRunTest {
    private static final int MOMENTS = 3;
    private static final int MOST_VERDICTS = 12;
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @Test
    void atThreeMoments() throws IOException, InterruptedException, TimeoutException {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("interrupted at moments drawn from seed " + seed);
        Random random = new Random(seed);
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT, directory);
                Whole whole = new Whole(live)) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                try (ForkedRun run = new ForkedRun(directory, live.properties("probe"), "probe")) {
                    run.awaitVerdicts(1 + random.nextInt(MOST_VERDICTS));
                    assertThat(run.isAlive()).as(run.output()).isTrue();

                    run.interrupt();

                    assertThat(run.end(SOON.multipliedBy(4))).isLessThan(SOON);
                    tellsWhatWasJudged(run);
                }
                whole.isUntouched();
            }
        }
    }

    private static void tellsWhatWasJudged(ForkedRun run) {
        StatementFile statement = StatementFile.read(run.statement());
        assertThat(statement.conformant()).isFalse();
        List<String> messages = statement.expectations().stream()
                .filter(expectation -> expectation.verdict() == Verdict.ERROR)
                .map(JudgedExpectation::message)
                .toList();
        assertThat(messages).as(run.output()).isNotEmpty().allMatch(message -> message.contains("interrupted"));
        assertThat(statement.totals().get(Verdict.PASS)).as(run.output()).isPositive();
        assertThat(run.output()).contains("NOT CONFORMANT", "Reports: ");
    }
}
