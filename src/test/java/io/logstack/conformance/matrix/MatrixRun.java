package io.logstack.conformance.matrix;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.report.ConsoleReport;
import io.logstack.conformance.report.Reports;
import io.logstack.conformance.report.StatementWriter;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run of the whole catalogue on the embedded homelab.
 *
 * @param lastWord the line of the console that says whether the homelab is conformant, and names the root causes
 * @param rootCauses as {@code conformance.json} lists them
 */
record MatrixRun(Statement statement, String lastWord, List<String> rootCauses) {
    private static final Path PROFILE = Path.of("src/test/resources/fault-matrix-profile.yaml");

    /** Runs with the matrix's profile, but for these keys. */
    static MatrixRun with(Map<String, String> overrides) {
        return of(PROFILE, overrides);
    }

    /** Runs with a profile of one's own. */
    static MatrixRun of(Path file, Map<String, String> overrides) {
        return of(file, overrides, null);
    }

    /** @param tags of the expectations that are judged, or null for all */
    static MatrixRun of(Path file, Map<String, String> overrides, @Nullable String tags) {
        Profile profile = Profiles.load(file, overrides);
        try {
            Path directory = Files.createTempDirectory("matrix");
            Reports reports = new Reports(directory, directory, Optional.empty());
            try {
                return run(profile, reports, tags);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MatrixRun run(Profile profile, Reports reports, @Nullable String tags) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        ConformanceLauncher whole = new ConformanceLauncher(profile);
        Statement statement = (tags == null ? whole : whole.tags(tags))
                .listener(new ConsoleReport(new PrintStream(console, true, StandardCharsets.UTF_8), reports))
                .listener(new StatementWriter(reports.statement()))
                .run();
        String lastWord = console.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("CONFORMANT"))
                .reduce((earlier, later) -> later)
                .orElse("");
        return new MatrixRun(
                statement, lastWord, StatementFile.read(reports.statement()).rootCauses());
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    Verdict verdict(String id) {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().id().equals(id))
                .map(Outcome::verdict)
                .findFirst()
                .orElseThrow();
    }

    /** Verdicts on the runbook. */
    SortedMap<String, Verdict> drift() {
        return verdicts(outcome -> outcome.expectation().area() == Area.DRIFT);
    }

    /** Verdicts on the stack that are not PASS. */
    SortedMap<String, Verdict> notPassed() {
        return verdicts(outcome -> outcome.expectation().area() != Area.DRIFT && outcome.verdict() != Verdict.PASS);
    }

    private SortedMap<String, Verdict> verdicts(Predicate<Outcome> which) {
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        statement.outcomes().stream()
                .filter(which)
                .forEach(outcome -> verdicts.put(outcome.expectation().id(), outcome.verdict()));
        return verdicts;
    }

    /** All that was not passed, for messages. */
    String told() {
        return "run with seed " + statement.seed() + " in " + statement.took() + ":\n"
                + statement.outcomes().stream()
                        .filter(outcome -> outcome.verdict() != Verdict.PASS && outcome.verdict() != Verdict.NOT_RUN)
                        .map(outcome -> outcome.expectation().id() + " " + outcome.verdict() + ": " + outcome.message())
                        .collect(Collectors.joining("\n"));
    }
}
