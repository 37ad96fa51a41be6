package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.junit.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandsTest {
    @Test
    void listNamesEveryExpectationWithLevelSafetyAndStatement() {
        List<Description> catalogue = Catalogue.ofSuite().descriptions();

        Executed list = Executed.of("list");

        assertThat(list.code()).isZero();
        assertThat(list.out().lines())
                .hasSize(catalogue.size() + 1)
                .last()
                .isEqualTo(catalogue.size() + " expectations");
        assertThat(catalogue)
                .allSatisfy(expectation -> assertThat(list.out().lines())
                        .anyMatch(line -> line.startsWith(expectation.id() + " ")
                                && line.contains(expectation.level().name())
                                && line.endsWith(expectation.statement())));
    }

    @Test
    void listIsNarrowedByTagsAndByTheProfilesSafety() {
        assertThat(Executed.of("list", "--groups", "storage & probe").out().lines())
                .isNotEmpty()
                .allMatch(line ->
                        (line.startsWith("STORAGE-") && line.contains(" probe ")) || line.endsWith("expectations"))
                .anyMatch(line -> line.startsWith("STORAGE-03"));
        assertThat(Executed.of("list", "--profile", "profiles/live.yaml").out())
                .contains("HEALTH-01", " observe ")
                .doesNotContain(" probe ", " disrupt ");
    }

    @Test
    void aSelectionOfNothingIsAMistake() {
        assertThat(Executed.of("list", "--groups", "helth")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err())
                    .startsWith(
                            "--groups: 'helth' selects no expectation; accepted: the tags health, ingestion, storage,");
        });
        assertThat(Executed.of("run", "--profile", "profiles/embedded.yaml", "--groups", "health &")
                        .code())
                .isEqualTo(2);
        assertThat(Executed.of("list", "--groups", "health & ").err())
                .startsWith("--groups: 'health & ' is no tag expression");
    }

    @Test
    void explainTellsAllThatTheCatalogueSays() {
        Executed explain = Executed.of("explain", "storage-03");

        assertThat(explain.code()).isZero();
        assertThat(explain.out())
                .startsWith("STORAGE-03  MUST, probe, storage")
                .contains("Runbook:         S3 Storage Issues (fixtures/runbook.md#s3-storage-issues)")
                .contains("Needs:           ", "Must hold first: ", "When violated:   ");
    }

    @Test
    void everyExpectationCanBeExplained() {
        assertThat(Catalogue.ofSuite().descriptions()).isNotEmpty().allSatisfy(expectation -> {
            Executed explain = Executed.of("explain", expectation.id());
            assertThat(explain.code()).isZero();
            assertThat(explain.out()).contains(expectation.statement(), expectation.remedy());
        });
    }

    @Test
    void anUnknownIdNamesTheNearest() {
        assertThat(Executed.of("explain", "HELTH-01")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("there is no expectation 'HELTH-01'; did you mean HEALTH-01?");
        });
        assertThat(Executed.of("explain", "everything").err())
                .startsWith("there is no expectation 'everything'; accepted: HEALTH-01, ");
    }

    @Test
    void explainTellsWhatTheExpectationJudgesOfTheRunbook() {
        assertThat(Executed.of("explain", "HEALTH-06").out())
                .contains(
                        "Judges:          'curl -s http://localhost:3100/ready' under 'Complete Log Ingestion Failure'");
    }

    @Test
    void coverageListsEveryLineOfTheRunbookWithItsJudgesOrTheReason() {
        Executed list = Executed.of("list", "--coverage");

        assertThat(list.code()).isZero();
        assertThat(list.out().lines())
                .startsWith(
                        "SECTION                         THE RUNBOOK SAYS                                                "
                                + "  JUDGED BY                LEFT TO THE OPERATOR, BECAUSE")
                .anyMatch(line ->
                        line.matches("Storage Usage +kubectl get obc -n monitoring loki-bucket -o yaml +STORAGE-01"))
                .anyMatch(line ->
                        line.matches("Rollback Procedures +flux suspend helmrelease .* it keeps Flux from its.*"))
                .last()
                .isEqualTo("All that the runbook fixtures/runbook.md says is among these lines.");
    }

    @Test
    void coverageIsNarrowedByTags() {
        assertThat(Executed.of("list", "--coverage", "--groups", "backup | gitops")
                        .out())
                .contains("helm history loki", "GITOPS-03")
                .doesNotContain("kubectl get obc", "a guide for people");
    }

    @Test
    void coverageNamesWhatTheRunbookInUseSaysBeyondIt(@TempDir Path directory) throws IOException {
        Path runbook = directory.resolve("own.md");
        String edition = Files.readString(Path.of("fixtures/runbook.md"));
        Files.writeString(
                runbook,
                edition.replace("- **Warning**: Error rate >5%", "- **Warning**: Error rate >1%")
                        + "\n## Disasters\n\n```\nmake coffee\n```\n");

        Executed list = Executed.of("list", "--coverage", "--runbook", runbook.toString());

        assertThat(list.code()).isZero();
        assertThat(list.out())
                .contains("UNMAPPED: the runbook " + runbook
                        + " says what no expectation judges and nothing leaves to the" + " operator:")
                .contains("  section 'Disasters'")
                .contains("  command 'make coffee' under 'Disasters'")
                .contains("  threshold 'Warning: Error rate >1%' under 'Alert Thresholds'")
                .contains("The runbook " + runbook + " does not say:")
                .contains("  'Warning: Error rate >5%' under 'Alert Thresholds'");
        Path profile = directory.resolve("own.yaml");
        Files.writeString(profile, "name: own\ntier: embedded\nsafety: disrupt\nrunbook: " + runbook + "\n");
        assertThat(Executed.of("list", "--coverage", "--profile", profile.toString())
                        .out())
                .contains("  command 'make coffee' under 'Disasters'");
    }

    @Test
    void aRunbookThatIsNotThereIsAMistakeAndSoIsOneWithoutUse() {
        assertThat(Executed.of("list", "--coverage", "--runbook", "no.md")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("the runbook 'no.md' cannot be read: ");
        });
        assertThat(Executed.of("list", "--runbook", "fixtures/runbook.md").err())
                .startsWith("--runbook goes with --coverage only");
    }
}
