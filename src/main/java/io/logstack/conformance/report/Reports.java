package io.logstack.conformance.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where reports are written.
 *
 * @param directory of what is read by people and by other tools: {@code reports} of the project
 * @param allureResults what Allure's HTML report can be generated from
 * @param html the HTML report that the build is going to generate; empty where there is no build
 */
public record Reports(Path directory, Path allureResults, Optional<Path> html) {
    /** As the build tells it by system properties, or in {@code reports} below the working directory. */
    public static Reports fromSystemProperties() {
        Path directory = Path.of(System.getProperty("conformance.reports", "reports"));
        return new Reports(
                directory,
                Optional.ofNullable(System.getProperty("allure.results.directory"))
                        .map(Path::of)
                        .orElse(directory.resolve("allure-results")),
                Optional.ofNullable(System.getProperty("conformance.html")).map(Path::of));
    }

    /** The conformance statement. */
    public Path statement() {
        return directory.resolve("conformance.json");
    }

    /** The statement for a pull request's comment. */
    public Path summary() {
        return directory.resolve("conformance.md");
    }

    /** The statement for Prometheus. */
    public Path metrics() {
        return directory.resolve("conformance.prom");
    }

    /** What is new since the last good run, where runs are kept. */
    public Path nightly() {
        return directory.resolve("nightly.md");
    }

    /** The living runbook. */
    public Path runbook() {
        return directory.resolve("runbook.html");
    }

    /** Which failures Allure's report puts together, and under which names. */
    public Path categories() {
        return directory.resolve("allure-categories.json");
    }

    /** What a reader is pointed to, best first. */
    List<Path> shown() {
        return Stream.of(runbook(), html.orElse(allureResults), statement())
                .map(path -> path.toAbsolutePath().normalize())
                .toList();
    }
}
