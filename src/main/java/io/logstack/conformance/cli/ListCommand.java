package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.junit.Catalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the catalogue. */
@Command(name = "list", description = "List the expectations: ID, level, safety, statement.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Only expectations that the safety level of this profile admits.")
    private @Nullable Path profile;

    @Mixin
    private Groups groups;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        Safety admitted = profile == null
                ? Safety.DISRUPT
                : main.load(profile, overrides.values()).safety();
        List<Description> listed = groups.of(Catalogue.ofSuite().descriptions()).stream()
                .filter(expectation -> admitted.admits(expectation.safety()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        listed.forEach(expectation -> out.printf(
                "%-11s %-6s %-7s %s%n",
                expectation.id(),
                expectation.level(),
                TagSelection.tag(expectation.safety()),
                expectation.statement()));
        out.printf("%d expectations%n", listed.size());
        return ExitCode.CONFORMANT;
    }
}
