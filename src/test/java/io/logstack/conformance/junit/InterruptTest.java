package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.report.StatementCheck;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose process is told to end cleans up, says what it knows, and is not conformant. */
class InterruptTest {
    private static final int SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsInOrder() throws IOException, InterruptedException {
        Path file = directory.resolve("conformance.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedRun.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        List<String> output = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.equals(InterruptedRun.WAITING)) {
                    process.toHandle().destroy();
                }
            }
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(output).contains(InterruptedRun.WAITING, "left: []");
        StatementFile statement = StatementFile.read(file);
        assertThat(statement.conformant()).isFalse();
        assertThat(verdict(statement, 0)).isEqualTo("HEALTH-01 PASS");
        assertThat(verdict(statement, 1)).isEqualTo("HEALTH-02 ERROR");
        assertThat(verdict(statement, 2)).isIn("HEALTH-03 ERROR", "HEALTH-03 BLOCKED");
        assertThat(statement.expectations().get(1).message()).contains("the run was interrupted");
        assertThatThrownBy(() -> StatementCheck.check(file, InterruptedRun.RUN))
                .hasMessageContaining("not conformant; root causes: HEALTH-02");
    }

    private static String verdict(StatementFile statement, int index) {
        JudgedExpectation expectation = statement.expectations().get(index);
        return expectation.id() + " " + expectation.verdict();
    }
}
