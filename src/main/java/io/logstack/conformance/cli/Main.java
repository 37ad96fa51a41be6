package io.logstack.conformance.cli;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.MissingRightsException;
import io.logstack.conformance.junit.Waivers;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.report.statement.UnreadableStatementException;
import io.logstack.conformance.stack.UnmetNeedsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The jar's command line. */
@Command(
        name = "logging-stack-conformance",
        description = "Does my logging stack do what its runbook promises, right now?",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:conformant; of other commands: done",
            " 1:not conformant: at least one expectation is violated; of report diff: the runs differ",
            " 2:a mistake on the command line or in a profile, or rights that are missing, or what containers need of this"
                    + " machine; nothing was judged",
            " 3:the suite itself broke, or there was nothing to judge"
        },
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            HomelabCommand.class,
            RightsCommand.class,
            ImagesCommand.class,
            ProfileCommand.class,
            ReportCommand.class
        })
public final class Main implements Runnable {
    private final Map<String, String> environment;
    private final Map<String, String> properties;

    @Spec
    private CommandSpec spec;

    private Main(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Properties system = System.getProperties();
        Map<String, String> properties = new HashMap<>();
        system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name, "")));
        System.exit(commandLine(System.getenv(), properties).execute(arguments));
    }

    /**
     * The command line, to be executed in this process.
     *
     * @param environment where {@code LOGSTACK_*} variables are read from
     * @param properties where {@code logstack.*} properties are read from; those of the command line go before them
     */
    public static CommandLine commandLine(Map<String, String> environment, Map<String, String> properties) {
        return new CommandLine(new Main(environment, properties))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::broke);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** @throws ProfileException with all mistakes at once */
    Profile load(Path file, Map<String, String> overrides) {
        Map<String, String> effective = new HashMap<>(properties);
        effective.putAll(overrides);
        Profile profile = Profiles.load(file, environment, effective);
        List<String> mistakes = new ArrayList<>(unknownFaults(profile));
        mistakes.addAll(Waivers.mistakes(profile, Catalogue.ofSuite()));
        if (!mistakes.isEmpty()) {
            throw new ProfileException(file.toString(), mistakes);
        }
        return profile;
    }

    /** The profile knows faults as names only; which there are is the homelab's to say. */
    private static List<String> unknownFaults(Profile profile) {
        List<String> mistakes = new ArrayList<>();
        for (String fault : profile.fault().orElse(List.of())) {
            try {
                var unused = Fault.of(fault);
            } catch (IllegalArgumentException e) {
                mistakes.add("fault: " + e.getMessage());
            }
        }
        return mistakes;
    }

    /** A property that this process was started with. */
    Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    private static int broke(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (e instanceof ProfileException || e instanceof UnreadableStatementException) {
            commandLine.getErr().println(e.getMessage());
            return ExitCode.MISTAKE;
        }
        if (e instanceof MissingRightsException || e instanceof UnmetNeedsException) {
            commandLine.getErr().println("The run judged nothing: " + e.getMessage());
            return ExitCode.MISTAKE;
        }
        commandLine.getErr().println("The suite itself broke:");
        e.printStackTrace(commandLine.getErr());
        return ExitCode.BROKE;
    }
}
