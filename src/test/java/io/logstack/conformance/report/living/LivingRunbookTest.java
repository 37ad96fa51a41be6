package io.logstack.conformance.report.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivingRunbookTest {
    private static final Site SUITES = new Site("fixtures/runbook.md", Map.of());

    @TempDir
    private Path directory;

    private Document page(Site site, Statement statement) {
        LivingRunbook listener = new LivingRunbook(directory.resolve("runbook.html"));
        listener.runPrepared(site);
        listener.runStarted(statement.run(), statement.stack(), 1);
        listener.runFinished(statement);
        return read();
    }

    private Document read() {
        try {
            return Jsoup.parse(directory.resolve("runbook.html").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Site site(String runbook) throws IOException {
        return new Site(Files.writeString(directory.resolve("own.md"), runbook).toString(), Map.of());
    }

    private static Element only(Element root, String selector) {
        assertThat(root.select(selector)).as(selector).hasSize(1);
        return Objects.requireNonNull(root.selectFirst(selector));
    }

    @Test
    void aHealthyStackSaysSoAndThatItIsSimulated() {
        Document page = page(SUITES, new Told().statement());

        assertThat(only(page, "h1").text()).isEqualTo("Conformant");
        assertThat(page.title()).isEqualTo("Conformant: a homelab");
        assertThat(only(page, ".simulated").text()).startsWith("SIMULATED");
        assertThat(page.select(".cause")).isEmpty();
        assertThat(page.select(".runbook .marks .fail, .runbook .unmapped")).isEmpty();
        assertThat(page(SUITES, new Told().stack("a cluster", false).statement())
                        .select(".simulated"))
                .isEmpty();
    }

    @Test
    void everyExpectationHasItsPlaceAndEveryLinkLeadsSomewhere() {
        Document page = page(
                SUITES, new Told().of("STORAGE-03", Verdict.FAIL, "no answer").statement());

        assertThat(page.select(".card").eachAttr("id"))
                .containsExactlyInAnyOrderElementsOf(Catalogue.ofSuite().descriptions().stream()
                        .map(expectation -> expectation.id())
                        .toList());
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("a[href]").eachAttr("href"))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(page.select("[id]").eachAttr("id")).contains(link.substring(1)));
    }

    @Test
    void theRootCauseComesFirstWithItsRemedyAndWhatItBlocks() {
        Document page = page(
                new Site("fixtures/runbook.md", Map.of("-n storage", "-n rook", "rook-ceph-rgw-storage", "rgw")),
                new Told()
                        .of("HEALTH-09", Verdict.FAIL, "entries are missing")
                        .of("STORAGE-03", Verdict.FAIL, "expected an answer, but found none at http://s3:80")
                        .of("STORAGE-06", Verdict.BLOCKED, "Its prerequisite STORAGE-03 is FAIL.", "STORAGE-03")
                        .of("RECOVERY-05", Verdict.BLOCKED, "Its prerequisite.", "STORAGE-06")
                        .statement());

        assertThat(only(page, "h1").text()).isEqualTo("Not conformant");
        assertThat(only(page, ".counts").text()).startsWith("2 violated · 2 blocked · ");
        Element cause = Objects.requireNonNull(page.selectFirst(".cause"));
        assertThat(cause.text()).contains("STORAGE-03", "Blocked by it (2): STORAGE-06 RECOVERY-05");
        assertThat(only(cause, ".found strong").text()).isEqualTo("none");
        assertThat(cause.select("code.command").eachText())
                .containsExactly(
                        "kubectl -n rook exec deploy/rook-ceph-tools -- ceph status", "kubectl get svc -n rook rgw");
        assertThat(only(cause, "a[href=#s3-storage-issues]").text()).isEqualTo("Runbook: S3 Storage Issues");
        assertThat(only(page, "#STORAGE-03").hasAttr("open")).isTrue();
        assertThat(only(page, "#HEALTH-01").hasAttr("open")).isFalse();
    }

    @Test
    void eachLineWearsWhatWasMeasuredAndWhere() {
        Document page = page(
                SUITES, new Told().of("QUERY-02", Verdict.FAIL, "P95 is 3 s").statement());

        Element threshold = page.select("#alert-thresholds li").stream()
                .filter(line -> line.text().startsWith("Warning: Query latency"))
                .findFirst()
                .orElseThrow();
        assertThat(only(threshold, ".mark.fail").text()).isEqualTo("✗ QUERY-02 FAIL P95 is 3 s");
        assertThat(Objects.requireNonNull(threshold.selectFirst(".mark.pass")).text())
                .isEqualTo("✓ QUERY-01 time 250 ms (<= 2s) 20:00:00 UTC, http://loki:3100");
        assertThat(only(page, "#alert-thresholds > h4, #alert-thresholds > h3 ").text())
                .isEqualTo("Alert Thresholds ✗ FAIL");
        assertThat(only(page, "#rollback-procedures").text())
                .contains("Left to the operator, because it keeps Flux from its work");
    }

    @Test
    void theRunbookIsShownToBeWrongWhereItIs() {
        Document page = page(
                SUITES,
                new Told()
                        .of("DRIFT-09", Verdict.WARN, "it says so, but the chart does not")
                        .statement());

        assertThat(only(page, "h1").text()).isEqualTo("Conformant");
        assertThat(only(page, ".group.drift").text())
                .startsWith("1 times the runbook is wrong about this stack DRIFT-09");
        assertThat(only(page, "#loki-pod-restart-loop .mark.drift").text())
                .contains("the runbook is wrong here Patch spec.values.singleBinary.resources");
        assertThat(only(page, "#loki-pod-restart-loop > h4 .badge").text()).contains("PASS");
    }

    @Test
    void aBlockedLookAtTheRunbookSaysNothingAgainstIt() {
        Document page = page(
                SUITES,
                new Told()
                        .of("DRIFT-09", Verdict.BLOCKED, "Its prerequisite GITOPS-01 is FAIL.", "GITOPS-01")
                        .statement());

        assertThat(only(page, "#loki-pod-restart-loop .mark.blocked").text())
                .isEqualTo("⊘ DRIFT-09 BLOCKED Its prerequisite GITOPS-01 is FAIL.");
        assertThat(page.select(".drift")).isEmpty();
    }

    @Test
    void sectionsOfAnotherRunbookAreFoundByHeadingOrAnchor() throws IOException {
        Document page = page(
                site("""
                        # Ours

                        <a id="s3-storage-issues"></a>

                        ## When the bucket is gone

                        ```
                        kubectl get svc -n storage rook-ceph-rgw-storage
                        call Bob
                        ```

                        ## STORAGE USAGE {#used}

                        - at most 80 %
                        """),
                new Told().of("STORAGE-03", Verdict.FAIL, "no answer").statement());

        assertThat(only(page, "#s3-storage-issues > h3").text()).isEqualTo("When the bucket is gone ✗ FAIL");
        assertThat(only(page, "#s3-storage-issues").select(".card").eachAttr("id"))
                .contains("STORAGE-03");
        assertThat(page.select("#s3-storage-issues .mark").eachText())
                .hasSize(2)
                .anyMatch(mark -> mark.startsWith("✓ STORAGE-08"))
                .anyMatch(mark -> mark.startsWith("UNMAPPED"));
        assertThat(only(page, "#storage-usage").text()).contains("at most 80 %", "UNMAPPED");
        assertThat(only(page, "#alert-thresholds").text()).contains("The runbook in use has no such section.");
        assertThat(page.select(".card"))
                .hasSize(Catalogue.ofSuite().descriptions().size());
    }

    @Test
    void aRunbookThatIsNotThereIsSaidSo() {
        Document page = page(new Site(directory.resolve("none.md").toString(), Map.of()), new Told().statement());

        assertThat(page.text()).contains("The runbook cannot be read: ", "none.md");
        assertThat(page.select(".card"))
                .hasSize(Catalogue.ofSuite().descriptions().size());
    }

    @Test
    void aRunWithoutAStackSaysWhyOnce() {
        Document page = page(
                SUITES,
                new Told()
                        .stack("none: nothing listens", false)
                        .all(Verdict.ERROR, "There is no stack to judge.")
                        .statement());

        assertThat(only(page, "h1").text()).isEqualTo("Nothing was judged");
        assertThat(only(page, ".about").text()).contains("none: nothing listens");
        assertThat(only(page, ".cause").text()).contains("There is no stack to judge.", "79 expectations");
    }

    @Test
    void aRunThatWasRefusedShowsWhatWouldGrantIt() {
        LivingRunbook listener = new LivingRunbook(directory.resolve("runbook.html"));
        listener.runRefused("It lacks rights:\n  kind: Role");
        listener.runFinished(
                new Told().all(Verdict.ERROR, "It was not judged: rights.").statement());

        Document page = read();
        assertThat(Objects.requireNonNull(page.selectFirst(".cause pre")).wholeText())
                .isEqualTo("It lacks rights:\n  kind: Role");
        assertThat(page.text()).contains("The profile could not be read");
    }

    @Test
    void anEmptySelectionJudgesNothing() {
        Document page = page(
                SUITES, new Told().all(Verdict.NOT_RUN, "It was not selected.").statement());

        assertThat(only(page, "h1").text()).isEqualTo("Nothing was judged");
        assertThat(only(page, ".group.open").text()).startsWith("79 not judged, and why NOT-RUN: It was not selected.");
    }

    @Test
    void anEarlierPageIsGoneOnceARunHasBegun() throws IOException {
        Path file = Files.writeString(directory.resolve("runbook.html"), "of yesterday");
        new LivingRunbook(file).runStarted("run-2", new StackIdentity("live", false, "x", Map.of(), null), 1);
        assertThat(file).doesNotExist();
    }

    @Test
    void aStackThatIsTooYoungSaysFromWhen() {
        Outcome young = Told.outcome(Told.of("RETAIN-05"), Verdict.INCONCLUSIVE, "Too young.", List.of());
        Document page = page(SUITES, new Told().with(young).statement());
        assertThat(only(page, ".group.open").text()).contains("INCONCLUSIVE: Too young.", "RETAIN-05");
    }
}
