package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Coverage;
import io.logstack.conformance.runbook.Runbook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the catalogue, or the runbook with what judges it. */
@Command(
        name = "list",
        description =
                "List the expectations: ID, level, safety, statement; or what the runbook says and who judges it.")
final class ListCommand implements Callable<Integer> {
    /** Where a profile that names no runbook says that it is. */
    private static final Path EDITION = Path.of("fixtures/runbook.md");

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Only expectations that the safety level of this profile admits.")
    private @Nullable Path profile;

    @Option(
            names = "--coverage",
            description =
                    "List what the runbook says, each with the expectations that judge it, or with the reason why it is"
                            + " left to the operator; and what the runbook in use says beyond that.")
    private boolean coverage;

    @Option(
            names = "--runbook",
            paramLabel = "FILE",
            description = "With --coverage: the runbook in use, instead of the profile's.")
    private @Nullable Path runbook;

    @Mixin
    private Groups groups;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        if (runbook != null && !coverage) {
            throw new ParameterException(spec.commandLine(), "--runbook goes with --coverage only");
        }
        @Nullable Profile loaded = profile == null ? null : main.load(profile, overrides.values());
        Safety admitted = loaded == null ? Safety.DISRUPT : loaded.safety();
        List<Description> listed = groups.of(Catalogue.ofSuite().descriptions()).stream()
                .filter(expectation -> admitted.admits(expectation.safety()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (coverage) {
            printCoverage(new CoverageList(out, Coverage.ofSuite()), listed, loaded);
            return ExitCode.CONFORMANT;
        }
        listed.forEach(expectation -> out.printf(
                "%-11s %-6s %-7s %s%n",
                expectation.id(),
                expectation.level(),
                TagSelection.tag(expectation.safety()),
                expectation.statement()));
        out.printf("%d expectations%n", listed.size());
        return ExitCode.CONFORMANT;
    }

    private void printCoverage(CoverageList list, List<Description> listed, @Nullable Profile loaded) {
        if (listed.size() == Catalogue.ofSuite().descriptions().size()) {
            list.printAll();
        } else {
            list.print(listed);
        }
        runbookInUse(loaded)
                .ifPresentOrElse(
                        list::compare,
                        () -> spec.commandLine()
                                .getOut()
                                .printf(
                                        "No runbook was compared with these lines: there is no %s here; --runbook FILE or"
                                                + " --profile FILE names the one in use.%n",
                                        EDITION));
    }

    /**
     * The runbook that is named, or empty when none is and the suite's edition does not lie in the working directory, as
     * where only the jar is.
     */
    private Optional<Runbook> runbookInUse(@Nullable Profile loaded) {
        Path file = runbook != null ? runbook : loaded != null ? Path.of(loaded.runbook()) : EDITION;
        if (file.equals(EDITION) && runbook == null && !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Runbook.read(file));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "the runbook '" + file + "' cannot be read: " + e, e);
        }
    }
}
