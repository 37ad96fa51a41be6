package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.runbook.Coverage;
import io.logstack.conformance.runbook.RunbookDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The runbook's sections in their order, each with what was found of it; then what no section of it leads to. */
final class Sections {
    private final Findings findings;
    private final @Nullable Site site;
    private final Coverage coverage = Coverage.ofSuite();
    private final Card card;
    private final Mark mark;
    private final Remedy remedy;
    private final Set<RunbookSection> shown = EnumSet.noneOf(RunbookSection.class);
    private final Set<String> ids = new LinkedHashSet<>();

    Sections(Findings findings, Remedy remedy, @Nullable Site site) {
        this.findings = findings;
        this.site = site;
        this.remedy = remedy;
        this.card = new Card(findings, remedy);
        this.mark = new Mark(findings);
        findings.statement()
                .outcomes()
                .forEach(outcome -> ids.add(outcome.expectation().id()));
    }

    void addTo(Element page) {
        Element contents = Html.add(page, "nav", "contents").attr("aria-label", "Sections");
        Element runbook = Html.add(page, "article", "runbook");
        if (site == null) {
            Html.add(
                    runbook,
                    "p",
                    "muted",
                    "The profile could not be read, and so is not known which runbook is in use.");
        } else {
            Html.add(
                    runbook,
                    "p",
                    "muted",
                    "The runbook " + site.runbook() + ", line by line, with what was found of each.");
            runbook(runbook, contents, Path.of(site.runbook()));
        }
        beyond(runbook, contents);
    }

    private void runbook(Element page, Element contents, Path file) {
        RunbookDocument document;
        try {
            document = RunbookDocument.read(file, coverage);
        } catch (IOException e) {
            Html.add(
                    page,
                    "p",
                    "cause error",
                    "The runbook cannot be read: " + e + ". What was found is below, without its words.");
            return;
        }
        Blocks blocks = new Blocks(document, mark, remedy);
        Element section = page;
        List<Outcome> home = List.of();
        RunbookDocument.@Nullable Section open = null;
        for (Node block = document.root().getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                cards(section, home);
                open = document.section(heading);
                section = Html.add(page, "section", "").attr("id", id(open));
                home = home(open);
                blocks.heading(section, heading, open, judges(open, home));
                contents(contents, open, section, home);
            } else {
                blocks.add(section, block, open);
            }
        }
        cards(section, home);
    }

    /** Its own anchor, or that of the suite's edition, which root causes link to. */
    private String id(RunbookDocument.Section section) {
        String anchor = known(section).map(RunbookSection::anchor).orElse(section.anchor());
        String id = anchor;
        for (int next = 2; !ids.add(id); next++) {
            id = anchor + "-" + next;
        }
        return id;
    }

    private static java.util.Optional<RunbookSection> known(RunbookDocument.Section section) {
        return java.util.Arrays.stream(RunbookSection.values())
                .filter(known -> section.covered().filter(known.title()::equals).isPresent())
                .findFirst();
    }

    /** Expectations whose section it is: their cards stand there. A heading that is there again has none of its own. */
    private List<Outcome> home(RunbookDocument.Section section) {
        return known(section).filter(shown::add).map(this::of).orElse(List.of());
    }

    private List<Outcome> of(RunbookSection section) {
        return findings.statement().outcomes().stream()
                .filter(outcome -> outcome.expectation().runbook() == section)
                .toList();
    }

    /** All that judges something of a section. */
    private List<Outcome> judges(RunbookDocument.Section section, List<Outcome> home) {
        Set<Outcome> judges = new LinkedHashSet<>(home);
        coverage.parts().stream()
                .filter(part -> section.covered().filter(part.section()::equals).isPresent())
                .flatMap(part -> part.judgedBy().stream())
                .forEach(id -> findings.of(id).ifPresent(judges::add));
        return new ArrayList<>(judges);
    }

    private void contents(Element contents, RunbookDocument.Section open, Element section, List<Outcome> home) {
        List<Outcome> judges = judges(open, home);
        if (!judges.isEmpty()) {
            contents.appendChild(entry(open.heading(), section.attr("id"), Badge.worst(judges)));
        }
    }

    private static Element entry(String words, String id, Verdict verdict) {
        Element entry = Html.link(id, "").attr("class", Badge.style(verdict));
        Html.add(entry, "span", "sign", Badge.symbol(verdict));
        return entry.appendText(words);
    }

    private void cards(Element section, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        Element cards = Html.add(section, "div", "cards");
        outcomes.forEach(outcome -> cards.appendChild(card.of(outcome)));
    }

    private void beyond(Element page, Element contents) {
        for (RunbookSection section : RunbookSection.values()) {
            List<Outcome> outcomes = of(section);
            if (shown.contains(section) || outcomes.isEmpty()) {
                continue;
            }
            Element added = Html.add(page, "section", "").attr("id", section.anchor());
            Element heading = Html.add(added, "h3", "", section.title());
            heading.appendText(" ").appendChild(Badge.of(Badge.worst(outcomes)));
            Html.add(added, "p", "muted", "The runbook in use has no such section.");
            contents.appendChild(entry(section.title(), section.anchor(), Badge.worst(outcomes)));
            cards(added, outcomes);
        }
    }
}
