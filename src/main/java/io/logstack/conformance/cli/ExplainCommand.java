package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.profile.NearestName;
import io.logstack.conformance.runbook.Coverage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells all that the catalogue says of one expectation. */
@Command(name = "explain", description = "Explain an expectation: what it asks for, what it needs, what to do.")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The expectation's ID, such as HEALTH-01.")
    private String id;

    @Override
    public Integer call() {
        List<Description> catalogue = Catalogue.ofSuite().descriptions();
        Description expectation = find(catalogue);
        RunbookSection runbook = expectation.runbook();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s  %s, %s, %s%n",
                expectation.id(),
                expectation.level(),
                TagSelection.tag(expectation.safety()),
                expectation.area().tag());
        out.printf("%s.%n%n", expectation.statement());
        out.printf("Runbook:         %s (fixtures/runbook.md#%s)%n", runbook.title(), runbook.anchor());
        Coverage.ofSuite().judgedBy(expectation.id()).forEach(part -> out.printf("Judges:          %s%n", part));
        out.printf("Needs:           %s%n", needs(expectation));
        out.printf("Must hold first: %s%n", prerequisites(expectation));
        if (expectation.alone()) {
            out.printf("Runs:            alone, because it measures latency or throughput%n");
        }
        out.printf("When violated:   %s%n", expectation.remedy());
        return ExitCode.CONFORMANT;
    }

    private Description find(List<Description> catalogue) {
        return catalogue.stream()
                .filter(expectation -> expectation.id().equals(id.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no expectation '" + id + "'; " + instead(catalogue)));
    }

    private String instead(List<Description> catalogue) {
        List<String> ids = catalogue.stream().map(Description::id).toList();
        return NearestName.to(id, ids)
                .map(near -> "did you mean " + near + "?")
                .orElse("accepted: " + String.join(", ", ids));
    }

    private static String needs(Description expectation) {
        String capabilities = expectation.requires().stream()
                .sorted()
                .map(Capability::description)
                .collect(Collectors.joining(", "));
        return capabilities.isEmpty() ? "nothing" : capabilities;
    }

    private static String prerequisites(Description expectation) {
        String ids = expectation.prerequisites().stream()
                .map(type -> Description.of(type).id())
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "nothing" : ids;
    }
}
