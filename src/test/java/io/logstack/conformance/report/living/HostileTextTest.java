package io.logstack.conformance.report.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stack, its logs or a runbook say, the page shows it as words. */
class HostileTextTest {
    private static final String RUNBOOK = """
            # %1$s

            <script id=planted>document.title='owned'</script>

            <a id="s3-storage-issues"></a><img id=planted src=x onerror="document.title='owned'">

            ## S3 %1$s

            [x](javascript:document.title='owned') ![x](http://127.0.0.1:9/x.png) <b onclick="document.title='owned'">b</b>
            [y](data:text/html,<script>document.title='owned'</script>) <javascript:document.title='owned'>
            [z](../other.md) [ok](https://example.org/)

            - %1$s

            ```<script>
            kubectl %1$s
            ```

            > %1$s
            """;

    @TempDir
    private static Path directory;

    private static Path file;

    @BeforeAll
    static void write() throws IOException {
        file = directory.resolve("runbook.html");
        Path runbook =
                Files.writeString(directory.resolve("own.md"), RUNBOOK.formatted(Planted.TEXT.replace("\ud800", "")));
        LivingRunbook listener = new LivingRunbook(file);
        listener.runPrepared(new Site(runbook.toString(), Map.of("-n storage", "-n " + Planted.TEXT)));
        listener.runRefused(Planted.LINE);
        listener.runFinished(statement());
    }

    /** Every verdict in turn, and all of it hostile. */
    private static Statement statement() {
        Told told = new Told().stack(Planted.LINE, true);
        Verdict[] verdicts = Verdict.values();
        List<String> ids = Catalogue.ofSuite().descriptions().stream()
                .map(expectation -> expectation.id())
                .toList();
        for (int i = 0; i < ids.size(); i++) {
            told.with(hostile(ids.get(i), verdicts[i % verdicts.length]));
        }
        return told.statement();
    }

    private static Outcome hostile(String id, Verdict verdict) {
        String text = Planted.LINE;
        return Told.outcome(
                Told.of(id),
                verdict,
                "expected " + Planted.TEXT + ", but found " + text + " at http://loki " + Planted.TEXT,
                verdict == Verdict.BLOCKED ? List.of("STORAGE-03", Planted.TEXT) : List.of(),
                List.of(new Measurement(text, text, text, text, text, Told.AT)),
                List.of(new Exchange(
                        Told.AT, text, "GET", URI.create("http://loki/"), text, 500, text, Duration.ZERO, null)),
                List.of(new Attachment(text, "text/html", text)),
                List.of(
                        new Chart.Bars(text, text, Map.of(text, 1.0), new Chart.Limit(text, 2)),
                        new Chart.Timeline(
                                text,
                                text,
                                List.of(new Chart.Line(text, List.of(new Chart.Point(0, 1)), false)),
                                null,
                                List.of(new Chart.Moment(0, text)))));
    }

    @Test
    void itIsOnlyText() throws IOException {
        String html = Files.readString(file);

        Planted.isOnlyText(html);
        assertThat(html.length()).as("size of the page").isLessThan(4_000_000);
        Document page = Jsoup.parse(html);
        assertThat(page.select("a[href^=http]").eachAttr("href")).containsExactly("https://example.org/");
        isWhole(page);
        assertThat(page.select(".cause").text()).contains("<script id=planted>document.title='owned'</script>");
    }

    private static void isWhole(Document page) {
        assertThat(page.select("main > article.runbook .card").eachAttr("id"))
                .hasSameSizeAs(Catalogue.ofSuite().descriptions());
        assertThat(page.select("main > header.top, main > nav, main > article.runbook"))
                .hasSize(3);
        assertThat(page.select("#s3-storage-issues .card")).isNotEmpty();
        assertThat(page.select("style")).hasSizeGreaterThan(1);
    }

    /** The page's own policy would stop scripts too: what is opened here is the page without it. */
    @Test
    void nothingRunsInABrowser() throws IOException, InterruptedException {
        Browser browser = Browser.onThePath();
        String html = Files.readString(file);
        Path bare = Files.writeString(
                directory.resolve("bare.html"),
                html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", ""));
        assertThat(Files.size(bare)).isLessThan(Files.size(file));

        Document opened = Jsoup.parse(browser.open(bare, directory));

        assertThat(opened.title()).startsWith("Not conformant: ");
        assertThat(opened.select("#" + Planted.ELEMENT + ", script, iframe, img"))
                .isEmpty();
        isWhole(opened);
    }

    /** That a script that is not escaped would have been noticed. */
    @Test
    void aScriptThatRunsWouldBeSeenAndThePagesPolicyWouldStopIt() throws IOException, InterruptedException {
        Browser browser = Browser.onThePath();
        String script = "<script>document.title='owned'</script>";
        String html = "<!doctype html><head>%s<title>fine</title></head><body>" + script;
        String policy =
                Jsoup.parse(Files.readString(file)).select("meta[http-equiv]").outerHtml();

        Path without = Files.writeString(directory.resolve("without.html"), html.formatted(""));
        Path with = Files.writeString(directory.resolve("with.html"), html.formatted(policy));

        assertThat(Jsoup.parse(browser.open(without, directory)).title()).isEqualTo(Planted.OWNED);
        assertThat(Jsoup.parse(browser.open(with, directory)).title()).isEqualTo("fine");
    }
}
