package io.logstack.conformance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.junit.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing that fixtures/runbook.md says goes without an expectation or a reason; and the other way round. */
class CoverageTest {
    private static final Path RUNBOOK = Path.of("fixtures/runbook.md");
    private static final Coverage COVERAGE = Coverage.ofSuite();

    @Test
    void everythingThatTheRunbookSaysIsMapped() throws IOException {
        Runbook runbook = Runbook.read(RUNBOOK);
        Coverage.Difference difference = COVERAGE.with(runbook);

        assertThat(difference.sections()).as("sections that are not mapped").isEmpty();
        assertThat(difference.sayings()).as("what is not mapped").isEmpty();
        assertThat(runbook.sayings()).hasSizeGreaterThan(70);
    }

    @Test
    void nothingIsMappedThatTheRunbookDoesNotSay() throws IOException {
        assertThat(COVERAGE.with(Runbook.read(RUNBOOK)).gone()).isEmpty();
    }

    @Test
    void whoJudgesIsInTheCatalogue() {
        Set<String> unknown = new TreeSet<>(COVERAGE.expectations());
        Catalogue.ofSuite().descriptions().forEach(expectation -> unknown.remove(expectation.id()));

        assertThat(unknown).as("IDs that are not in the catalogue").isEmpty();
    }

    @Test
    void everyExpectationJudgesSomethingInItsOwnSection() {
        assertThat(Catalogue.ofSuite().descriptions())
                .filteredOn(expectation -> COVERAGE.judgedBy(expectation.id())
                        .noneMatch(part ->
                                part.section().equals(expectation.runbook().title())))
                .extracting(Description::id)
                .as("expectations that nothing in their section leads to")
                .isEmpty();
    }

    @Test
    void anotherCommandIsMissed() throws IOException {
        assertThat(missed("kubectl get obc", "kubectl get cephobjectstore -n storage\nkubectl get obc"))
                .containsExactly("command 'kubectl get cephobjectstore -n storage' under 'Storage Usage'");
    }

    @Test
    void anotherThresholdIsMissedWhereverItStands() throws IOException {
        assertThat(missed("- **Warning**: Error rate >5%", "- **Warning**: Error rate >5%\n- **Warning**: Disk >70%"))
                .containsExactly("threshold 'Warning: Disk >70%' under 'Alert Thresholds'");
        assertThat(missed("# Check ObjectBucketClaim status", "# Check ObjectBucketClaim status, at least 99.9%"))
                .containsExactly("threshold 'Check ObjectBucketClaim status, at least 99.9%' under 'Storage Usage'");
        assertThat(missed(
                        "**Symptoms**: No new logs appearing in Grafana",
                        "**Symptoms**: No new logs appearing in Grafana\n\nAct within 30 minutes of it, that is:"))
                .containsExactly("threshold 'Act within 30 minutes of it, that is:' under 'Alloy Collection Failure'");
    }

    @Test
    void aThresholdThatIsChangedIsMissedAndTheOldOneIsGone() throws IOException {
        Coverage.Difference difference = changed("CPU usage >80% on Loki pods", "CPU usage >60% on Loki pods");

        assertThat(difference.covered()).isFalse();
        assertThat(difference.sayings())
                .extracting(Saying::toString)
                .containsExactly("threshold 'CPU usage >60% on Loki pods' under 'Scaling Guidelines'");
        assertThat(difference.gone())
                .extracting(Coverage.Part::toString)
                .containsExactly("'CPU usage >80% on Loki pods' under 'Scaling Guidelines'");
    }

    @Test
    void anotherSectionIsMissedEvenAnEmptyOne() throws IOException {
        String runbook = Files.readString(RUNBOOK);

        Coverage.Difference said = COVERAGE.with(Runbook.parse("r", runbook + "\n## Disasters\n\n- Leave the house\n"));
        assertThat(said.sections()).containsExactly("Disasters");
        assertThat(said.sayings())
                .extracting(Saying::toString)
                .containsExactly("words 'Leave the house' under 'Disasters'");
        assertThat(COVERAGE.with(Runbook.parse("r", runbook + "\n## Disasters\n"))
                        .sections())
                .containsExactly("Disasters");
    }

    @Test
    void aSectionThatIsLeftOutIsGoneWithAllItsLines() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        String shortened = runbook.substring(0, runbook.indexOf("### Rollback Procedures"))
                + runbook.substring(runbook.indexOf("## Capacity Planning"));

        assertThat(COVERAGE.with(Runbook.parse("r", shortened)).gone())
                .hasSize(4)
                .extracting(Coverage.Part::section)
                .containsOnly("Rollback Procedures");
        assertThat(COVERAGE.with(Runbook.parse("r", runbook.replace("### Health Checks", "### Checks")))
                        .gone())
                .extracting(Coverage.Part::toString)
                .contains("section 'Health Checks'");
    }

    @Test
    void aLineBreakMoreOrLessMakesNoDifference() throws IOException {
        assertThat(missed("--bucket=loki-chunks\n\n# Check Obj", "\\\n   --bucket=loki-chunks\n\n# Check Obj"))
                .isEmpty();
    }

    @Test
    void aLineHasAJudgeOrAReasonAndIsThereOnce() {
        assertThatThrownBy(() -> Coverage.parse("c", """
                        - section: S
                          lines:
                            - says: a
                            - says: b
                              left-to-the-operator: ' '
                            - says: c
                              judged-by: [HEALTH-01]
                            - says: c
                              judged-by: [HEALTH-02]
                        """))
                .hasMessage("c: 'a' under 'S' is neither judged by an expectation nor left to the operator; "
                        + "'b' under 'S' is left to the operator without a reason; 'c' under 'S' is there twice");
        assertThatThrownBy(() -> Coverage.parse("c", "- section: S\n  lines:\n    - {judged-by: [HEALTH-01]}\n"))
                .hasMessage("c: a line of section 'S' says nothing");
        assertThatThrownBy(() -> Coverage.parse("c", "- section: S\n  line: []\n"))
                .hasMessageContaining("line")
                .hasMessageStartingWith("c: ");
    }

    private static List<String> missed(String old, String changed) throws IOException {
        return changed(old, changed).sayings().stream().map(Saying::toString).toList();
    }

    private static Coverage.Difference changed(String old, String changed) throws IOException {
        String runbook = Files.readString(RUNBOOK);
        assertThat(runbook).contains(old);
        return COVERAGE.with(
                Runbook.parse("r", runbook.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(changed))));
    }
}
