package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.junit.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void aTierThatIsNotBuiltIsCode3() {
        Executed run = Executed.of("run", "--profile", "profiles/containers.yaml");

        assertThat(run.code()).isEqualTo(3);
    }
}
