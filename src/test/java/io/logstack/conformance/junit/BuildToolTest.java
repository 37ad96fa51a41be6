package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.report.StatementCheck;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Run by a build tool, the extension finds selection, profile, and listeners by itself. A profile that cannot be read is
 * what every build tool can be given without a stack; it is told once, and no selected expectation is passed over.
 */
class BuildToolTest {
    private static final int SECONDS = 60;

    @TempDir
    private Path directory;

    private String run(String tags) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlogstack.profile=nosuch.yaml",
                        "-Dlogstack.run=run-1",
                        "-Dconformance.reports=" + directory,
                        BuildToolRun.class.getName(),
                        tags)
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void selectedExpectationsAreJudgedAndReported() throws IOException, InterruptedException {
        String output = run(Area.RETAIN.tag());

        assertThat(output).containsOnlyOnce("Conformance run run-1").contains("NOTHING WAS JUDGED", "nosuch.yaml");
        Map<String, String> expected = new TreeMap<>();
        for (Description expectation : Catalogue.ofSuite().descriptions()) {
            expected.put(expectation.id(), expectation.area() == Area.RETAIN ? "ERROR" : "NOT-RUN");
        }
        assertThat(expected).containsValues("ERROR", "NOT-RUN");
        Map<String, String> verdicts = new TreeMap<>();
        StatementFile statement = StatementFile.read(directory.resolve("conformance.json"));
        assertThat(statement.announcement()).isNull();
        assertThat(statement.stack().description()).startsWith("none: ");
        assertThat(directory.resolve("conformance.md")).content().startsWith("## NOTHING WAS JUDGED");
        assertThat(directory.resolve("conformance.prom")).content().contains("logstack_conformance_conformant 0.0\n");
        statement
                .expectations()
                .forEach(expectation ->
                        verdicts.put(expectation.id(), expectation.verdict().label()));
        assertThat(verdicts).isEqualTo(expected);
        try (var results = Files.newDirectoryStream(directory.resolve("allure-results"), "*-result.json")) {
            assertThat(results).hasSameSizeAs(expected.entrySet());
        }
    }

    @Test
    @Timeout(value = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMistypedTagLeavesNoStatementAndDoesNotPass() throws IOException, InterruptedException {
        run("nosuch");

        assertThatThrownBy(() -> StatementCheck.check(directory.resolve("conformance.json"), "run-1"))
                .hasMessageContaining("this run judged nothing");
    }
}
