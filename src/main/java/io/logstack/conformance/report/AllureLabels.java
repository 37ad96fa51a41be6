package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunbookSection;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where Allure files an expectation, and what it links to. Behaviours and suites follow the runbook, chapter and section,
 * with the areas below; packages follow the areas.
 */
final class AllureLabels {
    /** From {@code reports/allure/index.html}. */
    private static final String OWN_RUNBOOK = "../runbook.html";

    private AllureLabels() {}

    /** @param changes what is new of it since the run that it is compared with: tags by which it can be found */
    static List<Label> labels(Description expectation, Reporting reporting, List<String> changes) {
        RunbookSection section = expectation.runbook();
        String area = expectation.area().tag();
        List<Label> labels = new ArrayList<>();
        labels.add(label("severity", severity(expectation)));
        labels.add(label("owner", reporting.owner(expectation.area())));
        labels.add(label("epic", section.chapter()));
        labels.add(label("feature", section.title()));
        labels.add(label("story", area));
        labels.add(label("parentSuite", section.chapter()));
        labels.add(label("suite", section.title()));
        labels.add(label("subSuite", area));
        labels.add(label("tag", area));
        labels.add(label("tag", expectation.safety().name().toLowerCase(Locale.ROOT)));
        labels.add(label("tag", expectation.level().name()));
        changes.forEach(change -> labels.add(label("tag", change)));
        labels.add(label("package", expectation.type().getPackageName()));
        labels.add(label("testClass", expectation.type().getName()));
        labels.add(label("framework", "logging-stack-conformance"));
        return labels;
    }

    static List<Link> links(Description expectation, Reporting reporting) {
        List<Link> links = new ArrayList<>();
        String runbook =
                reporting.runbook() == null ? OWN_RUNBOOK : reporting.runbook().toString();
        links.add(new Link()
                .setName("Runbook: " + expectation.runbook().title())
                .setUrl(runbook + "#" + expectation.runbook().anchor())
                .setType("runbook"));
        add(links, "Issues about " + expectation.id(), "issue", reporting.issues(), expectation);
        add(links, "Test case " + expectation.id(), "tms", reporting.testCases(), expectation);
        return links;
    }

    private static void add(
            List<Link> links, String name, String type, @Nullable String template, Description expectation) {
        if (template != null) {
            links.add(new Link().setName(name).setType(type).setUrl(template.replace("{id}", expectation.id())));
        }
    }

    private static String severity(Description expectation) {
        return switch (expectation.level()) {
            case MUST -> "critical";
            case SHOULD -> "normal";
            case INFO -> "minor";
        };
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }
}
