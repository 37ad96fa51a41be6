package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.history.Build;
import io.logstack.conformance.report.history.History;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AllureReportTest {
    private static final Path CATEGORIES = Path.of("reports/allure-categories.json");
    private static final Map<String, String> GITHUB = Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_RUN_ID", "7",
            "GITHUB_RUN_NUMBER", "7",
            "GITHUB_WORKFLOW", "nightly");

    @TempDir
    private Path directory;

    private Reporting reporting = Reporting.UNKNOWN;

    private List<JsonNode> results(Outcome judged, Outcome notRun) throws IOException {
        Reports reports = new Reports(directory, directory.resolve("results"), Optional.empty());
        Files.copy(CATEGORIES, reports.categories(), StandardCopyOption.REPLACE_EXISTING);
        AllureReport report = new AllureReport(reports, GITHUB);
        report.runConfigured(reporting);
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
        assertThat(failed.path("descriptionHtml").asString()).contains("Check the credentials.");
        assertThat(labels(failed, "severity")).containsExactly("critical");
        assertThat(labels(failed, "owner")).containsExactly("on-call");
        assertThat(labels(failed, "epic")).containsExactly("Emergency Procedures");
        assertThat(labels(failed, "feature")).containsExactly("S3 Storage Issues");
        assertThat(labels(failed, "story")).containsExactly("storage");
        assertThat(labels(failed, "parentSuite")).containsExactly("Emergency Procedures");
        assertThat(labels(failed, "suite")).containsExactly("S3 Storage Issues");
        assertThat(labels(failed, "tag")).containsExactly("storage", "probe", "MUST");
        assertThat(failed.path("links").size()).isEqualTo(1);
        assertThat(failed.path("links").path(0).path("url").asString()).endsWith("../runbook.html#s3-storage-issues");
        assertThat(attachment(failed, "Evidence"))
                .contains("\"objects\",\"7\",\"objects\",\"> 0\",\"s3://loki-chunks\"")
                .contains("\"a \"\"quoted\"\", source\"");
        assertThat(attachment(failed, "HTTP exchanges"))
                .contains("GET http://s3/loki-chunks", "→ 200", "< <ListBucketResult/>");
        assertThat(attachment(failed, "Pods")).isEqualTo("loki-0 0/2");
    }

    @Test
    void aMeasurementIsAStepWithItsThresholdAndItsSource() throws IOException {
        JsonNode passed = of(results(Sample.passed(), Sample.queries(Verdict.NOT_RUN)), "STORAGE-03")
                .path("steps");
        assertThat(passed.valueStream().map(step -> step.path("name").asString()))
                .containsExactly("objects: 7 objects (> 0)", "p95: NaN seconds");
        assertThat(passed.valueStream().map(step -> step.path("status").asString()))
                .containsOnly("passed");
        assertThat(passed.path(0).path("parameters").valueStream().map(JsonNode::toString))
                .anyMatch(parameter -> parameter.contains("\"threshold\"") && parameter.contains("> 0"))
                .anyMatch(parameter -> parameter.contains("\"read from\"") && parameter.contains("s3://loki-chunks"));

        JsonNode failed = of(results(Sample.failed(), Sample.queries(Verdict.NOT_RUN)), "STORAGE-03")
                .path("steps");
        assertThat(failed.valueStream().map(step -> step.path("status").asString("none")))
                .containsExactly("none", "none", "failed");
        assertThat(failed.path(2).path("name").asString()).isEqualTo("FAIL: s3://loki-chunks answered 403,");
    }

    @Test
    void whatHadToHoldFirstIsTheSetUp() throws IOException {
        List<JsonNode> results = results(Sample.failed(), Sample.queries(Verdict.BLOCKED));
        List<JsonNode> containers = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory.resolve("results"), "*-container.json")) {
            for (Path file : files) {
                containers.add(JsonMapper.shared().readTree(Files.readString(file)));
            }
        }
        assertThat(containers).singleElement().satisfies(container -> {
            assertThat(container.path("children").path(0).asString())
                    .isEqualTo(of(results, "QUERY-01").path("uuid").asString());
            JsonNode before = container.path("befores").path(0);
            assertThat(before.path("name").asString()).isEqualTo("STORAGE-03 The bucket can be listed");
            assertThat(before.path("status").asString()).isEqualTo("failed");
        });
    }

    @Test
    void ownersAndLinksAreTheProfiles() throws IOException {
        reporting = new Reporting(
                "on-call",
                Map.of(Area.STORAGE, "jane"),
                URI.create("https://wiki/runbook"),
                "https://tracker/issues?q={id}",
                "https://cases/{id}",
                null,
                30);
        List<JsonNode> results = results(Sample.failed(), Sample.queries(Verdict.NOT_RUN));

        assertThat(labels(of(results, "STORAGE-03"), "owner")).containsExactly("jane");
        assertThat(labels(of(results, "QUERY-01"), "owner")).containsExactly("on-call");
        assertThat(of(results, "STORAGE-03")
                        .path("links")
                        .valueStream()
                        .map(link -> link.path("type").asString() + " "
                                + link.path("url").asString()))
                .containsExactly(
                        "runbook https://wiki/runbook#s3-storage-issues",
                        "issue https://tracker/issues?q=STORAGE-03",
                        "tms https://cases/STORAGE-03");
    }

    @Test
    void whatAStackSaidIsTextInTheDescription() throws IOException {
        Outcome failed = Sample.failed();
        Outcome hostile = said(failed, Verdict.FAIL, "<script>alert(1)</script>\n[x](javascript:1)");
        assertThat(of(results(hostile, Sample.queries(Verdict.NOT_RUN)), "STORAGE-03")
                        .path("descriptionHtml")
                        .asString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;<br>[x](javascript:1)")
                .doesNotContain("<script");
    }

    @Test
    void whatRanItAndHowItEndedIsTold() throws IOException {
        results(Sample.failed(), Sample.queries(Verdict.BLOCKED));
        JsonNode executor = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("results").resolve("executor.json")));
        assertThat(executor.path("type").asString()).isEqualTo("github");
        assertThat(executor.path("buildOrder").asInt()).isEqualTo(7);
        assertThat(executor.path("reportName").asString()).isEqualTo("NOT CONFORMANT; root causes: STORAGE-03");
        assertThat(Files.readString(directory.resolve("results").resolve("executor.properties")))
                .contains("allure.executor.type=github", "allure.executor.buildOrder=7");
    }

    @Test
    void earlierRunsAreTheHistoryAndEarlierAttemptsTheRetries() throws IOException {
        reporting = keeping();
        keep(1, Map.of("GITHUB_RUN_NUMBER", "6"), Sample.failed(), Sample.queries(Verdict.WARN));
        keep(2, Map.of("GITHUB_RUN_NUMBER", "7"), Sample.failed(), Sample.queries(Verdict.PASS));
        List<JsonNode> results = results(Sample.passed(), Sample.queries(Verdict.PASS));

        assertThat(results)
                .filteredOn(result -> result.path("historyId").asString().equals("STORAGE-03"))
                .extracting(result -> result.path("status").asString())
                .containsExactlyInAnyOrder("passed", "failed");
        JsonNode history = history("history.json").path("STORAGE-03");
        assertThat(history.path("items").size()).isEqualTo(1);
        assertThat(history.path("items").path(0).path("status").asString()).isEqualTo("failed");
        assertThat(history.path("statistic").path("failed").asInt()).isEqualTo(1);
        assertThat(history("history-trend.json").toString())
                .isEqualTo("[{\"buildOrder\":6,\"reportName\":\"NOT CONFORMANT; root causes: STORAGE-03\","
                        + "\"data\":{\"failed\":1,\"broken\":0,\"skipped\":1,\"passed\":0,\"unknown\":0,"
                        + "\"total\":2}}]");
        assertThat(data("duration-trend.json").path("duration").asInt()).isEqualTo(1500);
        assertThat(data("categories-trend.json").toString())
                .contains("\"Stack failure: the stack does not do what the runbook promises\":1")
                .contains("\"Warning: violated below the fail-on line\":1");
        assertThat(data("retry-trend.json").path("run").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsNewAndWhatIsFixedIsTagged() throws IOException {
        reporting = keeping();
        keep(1, Map.of("GITHUB_RUN_NUMBER", "5"), Sample.passed(), Sample.queries(Verdict.WARN));
        keep(2, Map.of("GITHUB_RUN_NUMBER", "6"), Sample.failed(), Sample.queries(Verdict.WARN));
        List<JsonNode> results = results(Sample.passed(), Sample.queries(Verdict.ERROR));

        assertThat(labels(of(results, "STORAGE-03"), "tag")).contains("fixed");
        assertThat(labels(of(results, "QUERY-01"), "tag")).contains("new");
        assertThat(Files.readString(directory.resolve("results").resolve("environment.properties")))
                .contains("Compared.new=QUERY-01", "Compared.fixed=STORAGE-03");
    }

    private Reporting keeping() {
        return new Reporting(
                "on-call",
                Map.of(),
                null,
                null,
                null,
                directory.resolve("history").toString(),
                30);
    }

    private JsonNode history(String file) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(
                        directory.resolve("results").resolve("history").resolve(file)));
    }

    private JsonNode data(String file) throws IOException {
        return history(file).path(0).path("data");
    }

    private void keep(int night, Map<String, String> build, Outcome... outcomes) {
        Statement sample = Sample.statement(outcomes);
        Statement statement = new Statement(
                "run-" + night,
                sample.stack(),
                sample.profile(),
                sample.profileHash(),
                sample.seed(),
                sample.startedAt().minus(Duration.ofDays(9L - night)),
                sample.took(),
                sample.outcomes());
        Map<String, String> environment = new HashMap<>(GITHUB);
        environment.putAll(build);
        environment.put("GITHUB_RUN_ID", build.get("GITHUB_RUN_NUMBER"));
        History history = History.of(reporting).orElseThrow();
        history.keep(
                history.compare(statement, null, null, Build.of(environment)).now());
    }

    private static Outcome said(Outcome outcome, Verdict verdict, String message) {
        return new Outcome(
                outcome.expectation(),
                verdict,
                message,
                outcome.failure(),
                List.of(),
                null,
                null,
                outcome.measurements(),
                List.of(),
                List.of(),
                List.of(),
                outcome.startedAt(),
                outcome.took());
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
        assertThat(directory.resolve("results").resolve("categories.json")).hasSameTextualContentAs(CATEGORIES);
    }

    @Test
    void anEarlierRunsResultsAreGone() throws IOException {
        results(Sample.failed(), Sample.queries(Verdict.NOT_RUN));
        List<JsonNode> second = results(Sample.passed(), Sample.queries(Verdict.NOT_RUN));
        assertThat(second).hasSize(2);
        assertThat(of(second, "STORAGE-03").path("status").asString()).isEqualTo("passed");
    }

    static Stream<Arguments> categories() {
        Outcome drift = outcomeOf(Runbook.class);
        return Stream.of(
                arguments(Sample.queries(Verdict.FAIL), "Stack failure"),
                arguments(Sample.queries(Verdict.WARN), "Warning"),
                arguments(Sample.queries(Verdict.BLOCKED), "Blocked"),
                arguments(Sample.queries(Verdict.INCONCLUSIVE), "Inconclusive"),
                arguments(Sample.queries(Verdict.NOT_APPLICABLE), "Not applicable"),
                arguments(Sample.queries(Verdict.NOT_RUN), "Not run"),
                arguments(Sample.queries(Verdict.ERROR), "Suite error"),
                arguments(said(drift, Verdict.WARN, "The runbook is wrong\nabout this stack"), "Drift"),
                arguments(said(drift, Verdict.FAIL, "The runbook is wrong"), "Drift"),
                arguments(said(drift, Verdict.INCONCLUSIVE, "Too young"), "Inconclusive"),
                arguments(said(drift, Verdict.WARN, "Waived until 2030-01-01, because: x. y"), "Waived"),
                arguments(
                        said(Sample.queries(Verdict.WARN), Verdict.WARN, "Waived until 2030-01-01, because: x.\ny"),
                        "Waived"));
    }

    @ParameterizedTest
    @MethodSource("categories")
    void everyVerdictHasItsCategory(Outcome outcome, String category) throws IOException {
        JsonNode result =
                of(results(outcome, Sample.passed()), outcome.expectation().id());
        assertThat(AllureCategory.read(CATEGORIES))
                .filteredOn(known -> known.matches(
                        result.path("status").asString(),
                        result.path("statusDetails").path("message").asString()))
                .singleElement()
                .satisfies(known -> assertThat(known.name()).startsWith(category + ": "));
    }

    @Drift
    @Observe
    @Expectation(
            id = "DRIFT-01",
            level = Level.INFO,
            runbook = RunbookSection.OVERVIEW,
            statement = "The runbook is right",
            remedy = "Correct it.")
    private static final class Runbook {}

    private static Outcome outcomeOf(Class<?> type) {
        Outcome passed = Sample.passed();
        return new Outcome(
                Description.of(type),
                passed.verdict(),
                passed.message(),
                null,
                List.of(),
                null,
                null,
                passed.measurements(),
                List.of(),
                List.of(),
                List.of(),
                passed.startedAt(),
                passed.took());
    }

    @Test
    void chartsAreAttachedAsPictures() throws IOException {
        Outcome passed = Sample.passed();
        Outcome drawn = new Outcome(
                passed.expectation(),
                passed.verdict(),
                passed.message(),
                null,
                List.of(),
                null,
                null,
                passed.measurements(),
                List.of(),
                List.of(),
                List.of(new Chart.Distribution("How long it takes", "seconds", List.of(0.1, 0.2), null)),
                passed.startedAt(),
                passed.took());
        JsonNode result = of(results(drawn, Sample.queries(Verdict.NOT_RUN)), "STORAGE-03");

        assertThat(attachment(result, "How long it takes")).startsWith("<svg").contains("P95 200 ms");
        assertThat(result.path("attachments").toString()).contains("image/svg+xml");
    }

    @Test
    void noTagBeginsInAMessage() throws IOException {
        Outcome failed = Sample.failed();
        Outcome hostile = new Outcome(
                failed.expectation(),
                failed.verdict(),
                "<script>x</script>\u001b[31m",
                new AssertionError("<img src=x onerror=x>"),
                List.of(),
                null,
                null,
                failed.measurements(),
                List.of(),
                List.of(),
                List.of(),
                failed.startedAt(),
                failed.took());
        JsonNode details = of(results(hostile, Sample.queries(Verdict.NOT_RUN)), "STORAGE-03")
                .path("statusDetails");

        assertThat(details.path("message").asString()).isEqualTo("FAIL: ‹script>x‹/script>");
        assertThat(details.path("trace").asString()).contains("‹img src=x").doesNotContain("<");
    }
}
