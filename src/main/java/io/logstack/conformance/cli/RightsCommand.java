package io.logstack.conformance.cli;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.rights.Roles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            description = "The profile: its names and its safety level.")
    private Path file;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        Profile profile = main.load(file, overrides.values());
        spec.commandLine().getOut().print(Roles.of(profile.safety(), profile));
        spec.commandLine().getOut().flush();
        return ExitCode.CONFORMANT;
    }
}
