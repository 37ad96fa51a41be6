package io.logstack.conformance.report;

import java.nio.file.Path;

/**
 * Where reports are written.
 *
 * @param directory of what is read by people and by other tools: {@code reports} of the project
 * @param allureResults what Allure's HTML report is generated from
 */
public record Reports(Path directory, Path allureResults) {
    /** As the build tells it by system properties, or below the working directory. */
    public static Reports fromSystemProperties() {
        return new Reports(
                Path.of(System.getProperty("conformance.reports", "reports")),
                Path.of(System.getProperty("allure.results.directory", "target/allure-results")));
    }

    /** The conformance statement. */
    public Path statement() {
        return directory.resolve("conformance.json");
    }

    /** Allure's report, which the build generates after the run. */
    public Path html() {
        return directory.resolve("allure").resolve("index.html");
    }

    /** Which failures Allure's report puts together, and under which names. */
    public Path categories() {
        return directory.resolve("allure-categories.json");
    }
}
