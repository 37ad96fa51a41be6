package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AllureReportTest {
    @TempDir
    private Path directory;

    private List<JsonNode> results(Outcome judged, Outcome notRun) throws IOException {
        Reports reports = new Reports(directory, directory.resolve("results"), Optional.empty());
        Files.writeString(reports.categories(), "[]");
        AllureReport report = new AllureReport(reports);
        report.runStarted("run-1", Sample.STACK, 1);
        report.expectationJudged(judged);
        report.runFinished(Sample.statement(judged, notRun));
        List<JsonNode> results = new ArrayList<>();
        try (var files = Files.newDirectoryStream(reports.allureResults(), "*-result.json")) {
            for (Path file : files) {
                results.add(JsonMapper.shared().readTree(Files.readString(file)));
            }
        }
        return results;
    }

    private static JsonNode of(List<JsonNode> results, String id) {
        return results.stream()
                .filter(result -> result.path("name").asString().startsWith(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> labels(JsonNode result, String name) {
        List<String> values = new ArrayList<>();
        result.path("labels").forEach(label -> {
            if (label.path("name").asString().equals(name)) {
                values.add(label.path("value").asString());
            }
        });
        return values;
    }

    private String attachment(JsonNode result, String name) throws IOException {
        for (JsonNode attachment : result.path("attachments")) {
            if (attachment.path("name").asString().equals(name)) {
                return Files.readString(directory
                        .resolve("results")
                        .resolve(attachment.path("source").asString()));
            }
        }
        throw new AssertionError("no attachment " + name + " in " + result);
    }

    @Test
    void aViolationIsFailedWithEvidenceExchangesAndDiagnostics() throws IOException {
        JsonNode failed = of(results(Sample.failed(), Sample.queries(Verdict.NOT_RUN)), "STORAGE-03");

        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("statusDetails").path("message").asString())
                .startsWith("FAIL: s3://loki-chunks answered 403");
        assertThat(failed.path("statusDetails").path("trace").asString()).contains("AssertionError");
        assertThat(failed.path("description").asString()).contains("Check the credentials.");
        assertThat(labels(failed, "severity")).containsExactly("critical");
        assertThat(labels(failed, "epic")).containsExactly("S3 Storage Issues");
        assertThat(labels(failed, "feature")).containsExactly("storage");
        assertThat(labels(failed, "tag")).containsExactly("storage", "probe", "MUST");
        assertThat(failed.path("links").path(0).path("url").asString()).endsWith("runbook.md#s3-storage-issues");
        assertThat(attachment(failed, "Evidence"))
                .contains("\"objects\",\"7\",\"objects\",\"> 0\",\"s3://loki-chunks\"")
                .contains("\"a \"\"quoted\"\", source\"");
        assertThat(attachment(failed, "HTTP exchanges"))
                .contains("GET http://s3/loki-chunks", "→ 200", "< <ListBucketResult/>");
        assertThat(attachment(failed, "Pods")).isEqualTo("loki-0 0/2");
    }

    @Test
    void whatWasNotRunIsThereAsSkipped() throws IOException {
        List<JsonNode> results = results(Sample.passed(), Sample.queries(Verdict.NOT_RUN));

        assertThat(results).hasSize(2);
        assertThat(of(results, "STORAGE-03").path("status").asString()).isEqualTo("passed");
        JsonNode notRun = of(results, "QUERY-01");
        assertThat(notRun.path("status").asString()).isEqualTo("skipped");
        assertThat(notRun.path("statusDetails").path("message").asString()).isEqualTo("NOT-RUN: About the queries.");
        assertThat(labels(notRun, "severity")).containsExactly("normal");
    }

    @Test
    void onlyAPassIsPassed() throws IOException {
        for (Verdict verdict : Verdict.values()) {
            String status = of(results(Sample.queries(verdict), Sample.passed()), "QUERY-01")
                    .path("status")
                    .asString();
            assertThat(status.equals("passed")).as("%s is %s", verdict, status).isEqualTo(verdict == Verdict.PASS);
        }
    }

    @Test
    void theEnvironmentSaysThatItIsSimulated() throws IOException {
        results(Sample.passed(), Sample.queries(Verdict.NOT_RUN));
        assertThat(Files.readString(directory.resolve("results").resolve("environment.properties")))
                .contains("Simulated=yes", "Run=run-1", "Profile.hash=abc123");
        assertThat(directory.resolve("results").resolve("categories.json")).hasContent("[]");
    }

    @Test
    void anEarlierRunsResultsAreGone() throws IOException {
        results(Sample.failed(), Sample.queries(Verdict.NOT_RUN));
        List<JsonNode> second = results(Sample.passed(), Sample.queries(Verdict.NOT_RUN));
        assertThat(second).hasSize(2);
        assertThat(of(second, "STORAGE-03").path("status").asString()).isEqualTo("passed");
    }

    @Test
    void everyVerdictHasItsCategory() throws IOException {
        JsonNode categories = JsonMapper.shared().readTree(Files.readString(Path.of("reports/allure-categories.json")));
        for (Verdict verdict : Verdict.values()) {
            if (verdict == Verdict.PASS) {
                continue;
            }
            JsonNode result = of(results(Sample.queries(verdict), Sample.passed()), "QUERY-01");
            List<String> matching = new ArrayList<>();
            categories.forEach(category -> {
                boolean status = category.path("matchedStatuses")
                        .toString()
                        .contains("\"" + result.path("status").asString() + "\"");
                String regex = category.path("messageRegex").asString(".*");
                if (status
                        && result.path("statusDetails")
                                .path("message")
                                .asString()
                                .matches("(?s)" + regex)) {
                    matching.add(category.path("name").asString());
                }
            });
            assertThat(matching).as("categories of %s", verdict).hasSize(1);
        }
    }
}
