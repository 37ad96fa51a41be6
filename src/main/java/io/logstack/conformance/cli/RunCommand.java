package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Judges a stack, as {@code mvn verify -P…} does. */
@Command(name = "run", description = "Judge the stack that a profile names, and report.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The profile of the stack.")
    private Path profile;

    @Option(
            names = "--history",
            paramLabel = "DIRECTORY",
            description = {
                "Keep the run there, and tell what is new, fixed or slower since the last good one of the same stack and"
                        + " profile. The same as -Dlogstack.reports.history=DIRECTORY."
            })
    private @Nullable Path history;

    @Mixin
    private Groups groups;

    @Mixin
    private Overrides overrides;

    @Override
    public Integer call() {
        groups.of(Catalogue.ofSuite().descriptions());
        Profile loaded = main.load(profile, effective());
        ConformanceLauncher launcher = new ConformanceLauncher(loaded);
        ServiceLoader.load(RunListener.class).forEach(launcher::listener);
        runId().ifPresent(launcher::run);
        @Nullable String expression = groups.expression();
        if (expression != null) {
            launcher.tags(expression);
        }
        return ExitCode.of(launcher.run());
    }

    private Map<String, String> effective() {
        Map<String, String> effective = new LinkedHashMap<>(overrides.values());
        if (history != null) {
            effective.put("logstack.reports.history", history.toString());
        }
        return effective;
    }

    private Optional<String> runId() {
        return Optional.ofNullable(overrides.values().get(Profiles.RUN_PROPERTY))
                .or(() -> main.property(Profiles.RUN_PROPERTY))
                .filter(id -> !id.isBlank());
    }
}
