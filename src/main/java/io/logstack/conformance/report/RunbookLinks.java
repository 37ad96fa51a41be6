package io.logstack.conformance.report;

import io.logstack.conformance.report.statement.JudgedExpectation.Runbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Where a reader of a summary finds a section of the runbook. */
final class RunbookLinks {
    /** The suite's edition, whose anchors the catalogue knows. */
    private static final Path EDITION = Path.of("fixtures/runbook.md");

    private final @Nullable String page;

    private RunbookLinks(@Nullable String page) {
        this.page = page;
    }

    /** The page beside the summary. */
    static RunbookLinks beside() {
        return new RunbookLinks("runbook.html");
    }

    /**
     * In a job of GitHub Actions the runbook of the commit that was checked out, and nothing where none lies there: a page
     * beside the summary cannot be reached from a comment. Elsewhere the page beside the summary.
     *
     * @param checkout where the repository lies
     */
    static RunbookLinks of(Map<String, String> environment, Path checkout) {
        String server = environment.get("GITHUB_SERVER_URL");
        String repository = environment.get("GITHUB_REPOSITORY");
        String commit = environment.get("GITHUB_SHA");
        if (server == null || repository == null || commit == null) {
            return beside();
        }
        return new RunbookLinks(
                Files.exists(checkout.resolve(EDITION))
                        ? server + "/" + repository + "/blob/" + commit + "/"
                                + EDITION.toString().replace('\\', '/')
                        : null);
    }

    Node to(Runbook section) {
        return page == null
                ? MarkdownPage.text(section.section())
                : MarkdownPage.link(section.section(), page + "#" + section.anchor());
    }
}
