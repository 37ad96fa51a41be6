package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.rights.Roles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the roles that a run needs. */
@Command(
        name = "rights",
        description = "Print the Kubernetes roles that a run with a profile needs, for 'kubectl apply -f -'.")
final class RightsCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "FILE",
            description = "The profile: its names, and how it reaches the stack.")
    private Path file;

    @Option(
            names = "--safety",
            paramLabel = "LEVEL",
            description = "One of ${COMPLETION-CANDIDATES}; the profile's own by default.")
    private @Nullable Safety safety;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        Profile profile = main.load(file, overrides.values());
        spec.commandLine().getOut().print(Roles.of(safety == null ? profile.safety() : safety, profile));
        spec.commandLine().getOut().flush();
        return ExitCode.CONFORMANT;
    }
}
