package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryReportTest {
    private static final int GITHUB = 65_536;

    @TempDir
    private Path directory;

    private String summary(Outcome... outcomes) throws IOException {
        return summary(Map.of(), outcomes);
    }

    private String summary(Map<String, String> environment, Outcome... outcomes) throws IOException {
        Path file = directory.resolve("conformance.md");
        new SummaryReport(file, environment).runFinished(Sample.statement(outcomes));
        return Files.readString(file);
    }

    @Test
    void isShortWhenGreen() throws IOException {
        assertThat(summary(Sample.passed())).isEqualTo("""
                        ## CONFORMANT (SIMULATED, not a real stack): 1 PASS

                        Simulated, tier `embedded`: `a homelab in this JVM`, 3 nodes, `loki 3.4.6`; profile `embedded`; run `run-1`, 1.5 s
                        """);
    }

    @Test
    void tellsRootCausesFirstWhenRed() throws IOException {
        assertThat(summary(Sample.queries(Verdict.BLOCKED), Sample.failed())).isEqualTo("""
                        ## NOT CONFORMANT (SIMULATED, not a real stack): 1 FAIL, 1 BLOCKED

                        Simulated, tier `embedded`: `a homelab in this JVM`, 3 nodes, `loki 3.4.6`; profile `embedded`; run `run-1`, 1.5 s

                        ### STORAGE-03 FAIL: The bucket can be listed

                        ```text
                        s3://loki-chunks answered 403,
                        expected 200
                        ```

                        - `objects` is `7 objects`, expected `> 0`, from `s3://loki-chunks`
                        - `p95` is `NaN seconds`, from `a "quoted", source`

                        **What to do:** Check the credentials.

                        **Runbook:** [S3 Storage Issues](runbook.html#s3-storage-issues)

                        **1 BLOCKED** by them: QUERY-01
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARN", "INCONCLUSIVE", "NOT_APPLICABLE", "NOT_RUN"})
    void foldsWhatFailsNothing(Verdict verdict) throws IOException {
        assertThat(summary(Sample.passed(), Sample.queries(verdict)))
                .contains("1 PASS, 1 " + verdict)
                .contains("<details>\n<summary>1 " + verdict + ": ")
                .contains("</summary>\n\n- QUERY-01: `About the queries.`\n\n</details>\n");
    }

    @Test
    void saysThatNothingWasJudgedAndWhyOnce() throws IOException {
        Path file = directory.resolve("conformance.md");
        SummaryReport report = new SummaryReport(file, Map.of());
        report.runRefused("Nothing is judged: 2 rights are missing\napply: this");
        report.runFinished(Sample.statement(
                Sample.queries(Verdict.ERROR), Sample.queries(Verdict.ERROR), Sample.queries(Verdict.ERROR)));

        assertThat(file)
                .content()
                .startsWith("## NOTHING WAS JUDGED (SIMULATED, not a real stack): 3 ERROR\n")
                .contains("```text\nNothing is judged: 2 rights are missing\napply: this\n```\n")
                .containsOnlyOnce("About the queries.")
                .contains("The same of QUERY-01, QUERY-01\n");
    }

    @Test
    void isAppendedToTheJobsSummary() throws IOException {
        Path job = Files.writeString(directory.resolve("job.md"), "before\n");
        String summary = summary(Map.of("GITHUB_STEP_SUMMARY", job.toString()), Sample.passed());

        assertThat(job).content().isEqualTo("before\n" + summary + "\n");

        Map<String, String> nowhere =
                Map.of("GITHUB_STEP_SUMMARY", directory.resolve("no/such").toString());
        assertThatThrownBy(() -> summary(nowhere, Sample.passed()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no/such");
    }

    @Test
    void pointsToTheRunbookThatTheJobChecksOut() throws IOException {
        Map<String, String> job = Map.of(
                "GITHUB_SERVER_URL", "https://github.com", "GITHUB_REPOSITORY", "me/homelab", "GITHUB_SHA", "abc");
        assertThat(summary(job, Sample.failed()))
                .contains("[S3 Storage Issues](https://github.com/me/homelab/blob/abc/fixtures/runbook.md"
                        + "#s3-storage-issues)");
        assertThat(StatementMarkdown.of(
                        StatementFile.of(Sample.statement(Sample.failed()), null, null),
                        RunbookLinks.of(job, directory)))
                .contains("**Runbook:** S3 Storage Issues\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</details></summary><img src=x onerror=alert(1)>",
                "@octocat and @github/team, see #1 and GH-2",
                "```\n</code>\n````\n~~~\n@octocat",
                "` @octocat ` `` @octocat ``",
                "`",
                "\\` @octocat",
                "[x](javascript:alert(1)) ![x](http://evil/x.png) http://evil <http://evil>",
                "| a | b |\n|---|---|\n# heading\n- item\n> quote",
                "&lt;script&gt; &#64;octocat",
                "\u001b[31mred\u001b]8;;http://evil\u0007 \u202e",
                "   ",
                "\n\n```\n\n@octocat\n"
            })
    void whatAStackTellsIsNoMarkup(String hostile) throws IOException {
        Outcome failed = Sample.told(
                hostile,
                Sample.measurement(hostile, hostile, hostile, hostile),
                Sample.measurement("mark", "<i>", "", null));
        Parsed parsed = Parsed.of(summary(failed, Sample.told(hostile + ".")));

        assertThat(parsed.html).isEmpty();
        assertThat(parsed.destinations).allMatch(link -> link.startsWith("runbook.html#"));
        assertThat(parsed.text).doesNotContain("octocat", "evil", "script", "heading", "\u001b", "\u202e", "`");
        assertThat(parsed.code).contains("<i>").doesNotContain("\u001b", "\u202e");
        if (hostile.contains("octocat")) {
            assertThat(parsed.code).contains("octocat");
        }
    }

    @Test
    void foldedTextsAreNoMarkupEither() throws IOException {
        Parsed parsed = Parsed.of(summary(Sample.passed(), Sample.warned("</details>\n@octocat <b>`</b>")));

        assertThat(parsed.html)
                .hasSize(2)
                .allMatch(html -> html.matches("(?s)<details>\n<summary>1 WARN: [^<>]*</summary>|</details>"));
        assertThat(parsed.code).contains("</details> @octocat <b>`</b>");
    }

    @Test
    void isNeverLongerThanGitHubTakes() throws IOException {
        String line = "<x>`".repeat(1 << 18);
        Outcome[] failures = IntStream.range(0, 400)
                .mapToObj(i -> Sample.told(i + line, Sample.measurement(line, line, line, line)))
                .toArray(Outcome[]::new);
        String summary = summary(failures);

        assertThat(summary).hasSizeLessThan(GITHUB).hasSizeGreaterThan(GITHUB / 2);
        assertThat(summary).containsPattern("\\d{3} more are in conformance.json: STORAGE-03, .* and \\d{3} more\n");
        assertThat(Parsed.of(summary).html).isEmpty();
    }

    @Test
    void foldsAreClosedOnAFullPage() throws IOException {
        Outcome[] warnings = IntStream.range(0, 2000)
                .mapToObj(i -> Sample.warned(i + "x".repeat(1000)))
                .toArray(Outcome[]::new);
        String summary = summary(warnings);

        assertThat(summary).hasSizeLessThan(GITHUB).endsWith("</details>\n");
        assertThat(summary).containsPattern("… and \\d+ more, for which there is no room here\n\n</details>\n");
    }

    /** What a reader of Markdown makes of a text. */
    private static final class Parsed extends AbstractVisitor {
        private final List<String> html = new ArrayList<>();
        private final List<String> destinations = new ArrayList<>();
        private String text = "";
        private String code = "";

        static Parsed of(String markdown) {
            Parsed parsed = new Parsed();
            Node document = Parser.builder().build().parse(markdown);
            document.accept(parsed);
            return parsed;
        }

        @Override
        public void visit(Text node) {
            text += node.getLiteral() + "\n";
        }

        @Override
        public void visit(Code node) {
            code += node.getLiteral() + "\n";
        }

        @Override
        public void visit(FencedCodeBlock node) {
            code += node.getLiteral() + "\n";
        }

        @Override
        public void visit(HtmlInline node) {
            html.add(node.getLiteral());
        }

        @Override
        public void visit(HtmlBlock node) {
            html.add(node.getLiteral());
        }

        @Override
        public void visit(Link node) {
            destinations.add(node.getDestination());
            super.visit(node);
        }

        @Override
        public void visit(Image node) {
            destinations.add(node.getDestination());
        }
    }
}
