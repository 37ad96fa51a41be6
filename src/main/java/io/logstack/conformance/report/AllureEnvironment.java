package io.logstack.conformance.report;

import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.history.Change;
import io.logstack.conformance.report.history.Comparison;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** What was judged, and against which earlier run it is held: the environment of Allure's report. */
final class AllureEnvironment {
    private AllureEnvironment() {}

    static void write(Path results, Statement statement, Optional<Comparison> comparison) throws IOException {
        Properties environment = new Properties();
        StackIdentity stack = statement.stack();
        environment.setProperty("Verdict", AllureExecutor.reportName(statement));
        environment.setProperty("Stack", Words.of(stack));
        environment.setProperty("Simulated", stack.simulated() ? "yes: an embedded homelab, not a real stack" : "no");
        stack.versions().forEach((part, version) -> environment.setProperty("Version." + part, version));
        if (stack.nodes() != null) {
            environment.setProperty("Nodes", stack.nodes().toString());
        }
        environment.setProperty("Run", statement.run());
        environment.setProperty("Profile", statement.profile());
        environment.setProperty("Profile.hash", statement.profileHash());
        environment.setProperty("Seed", String.valueOf(statement.seed()));
        comparison.ifPresent(compared -> compare(environment, compared));
        StringWriter text = new StringWriter();
        environment.store(text, null);
        WholeFile.write(results.resolve("environment.properties"), text.toString());
    }

    private static void compare(Properties environment, Comparison comparison) {
        environment.setProperty(
                "Compared.with",
                comparison
                        .lastGood()
                        .map(base -> "run " + base.id() + ", the last good one of "
                                + comparison.kept().size() + " kept")
                        .orElse("no run: none of " + comparison.kept().size() + " kept is a good one"));
        if (comparison.lastGood().isPresent()) {
            environment.setProperty("Compared.new", ids(comparison.worse()));
            environment.setProperty("Compared.fixed", ids(comparison.fixed()));
        }
        environment.setProperty(
                "Compared.slower",
                comparison.tellsSlower()
                        ? orNone(comparison.slower().stream()
                                .map(slower -> slower.id().isEmpty() ? slower.what() : slower.id())
                                .distinct()
                                .collect(Collectors.joining(", ")))
                        : "not told: it takes " + Comparison.runsToTellSlower() + " kept runs");
    }

    private static String ids(List<Change> changes) {
        return orNone(changes.stream().map(change -> change.now().id()).collect(Collectors.joining(", ")));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
