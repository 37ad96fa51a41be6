package io.logstack.conformance.report.history;

import static io.logstack.conformance.report.history.Nights.judged;
import static io.logstack.conformance.report.history.Nights.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path directory;

    private static PastRun night(int night, Verdict verdict) {
        return run(night, judged("STORAGE-03", verdict));
    }

    private List<String> kept(History history) {
        return history.runs(night(0, Verdict.PASS).lane()).stream()
                .map(PastRun::id)
                .toList();
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> lanes = Files.list(directory)) {
            Path lane = lanes.findFirst().orElseThrow();
            try (Stream<Path> runs = Files.list(lane)) {
                return runs.sorted().toList();
            }
        }
    }

    @Test
    void whatIsKeptIsReadBackOldestFirst() {
        History history = new History(directory, 3);
        PastRun second = night(2, Verdict.FAIL);
        history.keep(second);
        history.keep(night(1, Verdict.PASS));

        assertThat(history.runs(second.lane())).containsExactly(night(1, Verdict.PASS), second);
    }

    @Test
    void theOldestGoFirstButNeverTheLastGoodOne() throws IOException {
        History history = new History(directory, 3);
        history.keep(night(1, Verdict.PASS));
        history.keep(night(2, Verdict.PASS));
        for (int night = 3; night <= 9; night++) {
            history.keep(night(night, Verdict.FAIL));
            assertThat(directories()).hasSizeLessThanOrEqualTo(3);
        }
        assertThat(kept(history)).containsExactly("night-2", "night-8", "night-9");

        history.keep(night(10, Verdict.PASS));
        history.keep(night(11, Verdict.FAIL));
        history.keep(night(12, Verdict.FAIL));
        assertThat(kept(history)).containsExactly("night-10", "night-11", "night-12");
    }

    @Test
    void aBrokenFileCostsNoOtherRunAndGoesWithTheOldest() throws IOException {
        History history = new History(directory, 4);
        for (int night = 1; night <= 4; night++) {
            history.keep(night(night, Verdict.PASS));
        }
        List<Path> runs = directories();
        Files.writeString(runs.get(0).resolve("conformance.json"), "{\"run\": ");
        Files.writeString(runs.get(1).resolve("build.json"), "[]");
        Files.delete(runs.get(2).resolve("conformance.json"));

        assertThat(kept(history)).containsExactly("night-4");
        history.keep(night(5, Verdict.PASS));
        assertThat(kept(history)).containsExactly("night-4", "night-5");
        assertThat(directories()).hasSize(4).doesNotContain(runs.get(0));
    }

    @Test
    void whatAKilledRunWasWritingIsNoRun() throws IOException {
        History history = new History(directory, 4);
        history.keep(night(1, Verdict.PASS));
        Path left = directories().get(0).resolveSibling("20261102T021700.500Z.part");
        Files.createDirectories(left);
        Files.writeString(left.resolve("conformance.json"), "{");

        assertThat(kept(history)).containsExactly("night-1");
        history.keep(night(2, Verdict.PASS));
        assertThat(kept(history)).containsExactly("night-1", "night-2");
    }

    @Test
    void runsOfAnotherProfileOrStackAreApart() {
        History history = new History(directory, 2);
        PastRun one = run(1, "one", Nights.LOCAL, judged("STORAGE-03", Verdict.PASS));
        PastRun other = run(1, "other", Nights.LOCAL, judged("STORAGE-03", Verdict.PASS));
        history.keep(one);
        history.keep(other);

        assertThat(history.runs(one.lane())).containsExactly(one);
        assertThat(history.runs(other.lane())).containsExactly(other);
        assertThat(new Lane("live", "p", "context a").directory())
                .isNotEqualTo(new Lane("live", "p", "context b").directory())
                .startsWith("live-p-");
        assertThat(new Lane("live", "../p", "x").directory()).doesNotContain("/", "..");
    }
}
