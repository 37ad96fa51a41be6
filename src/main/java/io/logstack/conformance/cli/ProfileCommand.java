package io.logstack.conformance.cli;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What can be done with profiles alone. */
@Command(name = "profile", description = "Work with profiles.", subcommands = ProfileCommand.Check.class)
final class ProfileCommand implements Runnable {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: check");
    }

    /** Loads profiles as a run would, and starts nothing. */
    @Command(name = "check", description = "Tell whether profiles can be used, with all their mistakes.")
    static final class Check implements Callable<Integer> {
        @ParentCommand
        private ProfileCommand profile;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Profiles.")
        private List<Path> files;

        @Mixin
        private Overrides overrides;

        @Override
        public Integer call() {
            int code = ExitCode.CONFORMANT;
            for (Path file : files) {
                try {
                    Profile loaded = profile.main.load(file, overrides.values());
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%s: good (%s, tier %s, safety %s, hash %s)%n",
                                    file,
                                    loaded.name(),
                                    loaded.tier().label(),
                                    loaded.safety().name().toLowerCase(Locale.ROOT),
                                    Profiles.hash(loaded).substring(0, 12));
                } catch (ProfileException e) {
                    spec.commandLine().getErr().println(e.getMessage());
                    code = ExitCode.MISTAKE;
                }
            }
            return code;
        }
    }
}
