package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.history.Build;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ran the suite, as Allure's {@code executor.json} has it, and the report's name, which is the first thing on its page:
 * the verdict and the root causes.
 */
final class AllureExecutor {
    private AllureExecutor() {}

    /**
     * Writes {@code executor.json}, and the same as properties: Allure's Maven plugin writes an {@code executor.json} of its
     * own over any that is there, and takes what is in it from the project's properties.
     */
    static void write(Path results, Build build, Statement statement) throws IOException {
        Map<String, @Nullable Object> executor = new LinkedHashMap<>();
        executor.put("name", build.name());
        executor.put("type", build.type());
        executor.put("url", build.url());
        executor.put("buildOrder", build.order());
        executor.put("buildName", build.title().isEmpty() ? "Run " + statement.run() : build.title());
        executor.put("buildUrl", build.link());
        executor.put("reportName", reportName(statement));
        WholeFile.write(results.resolve("executor.json"), JsonMapper.shared().writeValueAsString(executor));
        Properties properties = new Properties();
        executor.forEach((key, value) -> {
            if (value != null) {
                // The plugin that reads them replaces what looks like a reference.
                properties.setProperty(
                        "allure.executor." + key, value.toString().replace("$", ""));
            }
        });
        StringWriter text = new StringWriter();
        properties.store(text, null);
        WholeFile.write(results.resolve("executor.properties"), text.toString());
    }

    static String reportName(Statement statement) {
        return reportName(
                statement.judgedAnything(),
                statement.rootCauses().stream()
                        .map((Outcome outcome) -> outcome.expectation().id())
                        .collect(Collectors.joining(", ")));
    }

    /** @param rootCauses IDs, joined, or empty */
    static String reportName(boolean judgedAnything, String rootCauses) {
        if (!judgedAnything) {
            return "NOTHING WAS JUDGED";
        }
        return rootCauses.isEmpty() ? "CONFORMANT" : "NOT CONFORMANT; root causes: " + rootCauses;
    }
}
