package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The whole page, which needs no network, no script and nothing beside it. */
final class Page {
    private final Statement statement;
    private final @Nullable Site site;
    private final @Nullable String refusal;

    /**
     * @param site null where the profile could not be read
     * @param refusal why nothing was judged for want of rights; null where none is lacking
     */
    Page(Statement statement, @Nullable Site site, @Nullable String refusal) {
        this.statement = statement;
        this.site = site;
        this.refusal = refusal;
    }

    String html() {
        Document document = Jsoup.parse(resource("page.html"));
        document.outputSettings().prettyPrint(false);
        Element style = Objects.requireNonNull(document.selectFirst("style"));
        style.appendChild(new DataNode(resource("page.css")));
        document.title(Summary.title(statement) + ": " + statement.stack().description());
        Element main = Objects.requireNonNull(document.selectFirst("main"));
        Findings findings = new Findings(statement);
        Remedy remedy = new Remedy(site);
        new Summary(findings, remedy, refusal).addTo(main);
        new Sections(findings, remedy, site).addTo(main);
        Html.fit(document);
        return document.outerHtml() + "\n";
    }

    private static String resource(String name) {
        try (InputStream resource =
                Objects.requireNonNull(Page.class.getResourceAsStream(name), "the resource " + name + " is missing")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
