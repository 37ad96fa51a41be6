package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs expectations in this process. Several can run at the same time; nothing that is registered with JUnit elsewhere on
 * the class path takes part.
 *
 * <pre>{@code
 * Statement statement = new ConformanceLauncher(profile).stack(homelab).tags("health & !disrupt").run();
 * }</pre>
 */
public final class ConformanceLauncher {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DEFAULT_PARALLELISM = 12;

    private final Profile profile;
    private final List<RunListener> listeners = new ArrayList<>();
    private StackSource source = new StartedRun.ByTier();
    private String run = RUN_ID.format(Instant.now());
    private @Nullable String tags;
    private @Nullable Collection<? extends Class<?>> classes;
    private int parallelism = DEFAULT_PARALLELISM;

    /** A run of the whole catalogue on the stack that the profile's tier provides. */
    public ConformanceLauncher(Profile profile) {
        this.profile = profile;
    }

    /** Judges a stack that is running already, and leaves it running. */
    public ConformanceLauncher stack(Stack stack) {
        this.source = ignored -> new StackSource.Started(stack, () -> {});
        return this;
    }

    /** Judges the stack that the given provider starts, and closes it at the end. */
    public ConformanceLauncher provider(StackProvider provider) {
        this.source = effective -> {
            Stack stack = provider.start(effective);
            return new StackSource.Started(stack, stack::close);
        };
        return this;
    }

    /** The run's ID; the time of this launcher's making in UTC otherwise. */
    public ConformanceLauncher run(String id) {
        this.run = id;
        return this;
    }

    /** Judges only what a JUnit tag expression selects, such as {@code health & !disrupt}, and what that needs. */
    public ConformanceLauncher tags(String expression) {
        this.tags = expression;
        return this;
    }

    /** Judges out of the given classes, and what they need, instead of the suite's own. */
    public ConformanceLauncher classes(Collection<? extends Class<?>> classes) {
        this.classes = List.copyOf(classes);
        return this;
    }

    public ConformanceLauncher listener(RunListener listener) {
        this.listeners.add(listener);
        return this;
    }

    /** How many expectations are judged at the same time; they mostly wait for answers. 12 otherwise. */
    public ConformanceLauncher parallelism(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + threads);
        }
        this.parallelism = threads;
        return this;
    }

    /**
     * Runs. Without a stack to judge every selected expectation is an ERROR that says why; with an empty selection nothing
     * is judged, and the statement says so by {@link Statement#judgedAnything}.
     *
     * @throws MissingRightsException when the run lacks rights at the Kubernetes API; nothing was judged, and listeners were
     *     told the statement that says so
     * @throws io.logstack.conformance.stack.UnmetNeedsException when the stack was to be started and this machine lacks what
     *     it needs; as with missing rights
     * @throws ProfileException when the profile waives what is not in the catalogue
     * @throws IllegalArgumentException when the tag expression cannot be read, or an expectation class is malformed
     */
    public Statement run() {
        Catalogue catalogue = classes == null ? Catalogue.ofSuite() : Catalogue.of(classes);
        List<String> mistakes = Waivers.mistakes(profile, catalogue);
        if (!mistakes.isEmpty()) {
            throw new ProfileException(profile.name(), mistakes);
        }
        String key = UUID.randomUUID().toString();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
        TestPlan plan = launcher.discover(request(classes == null ? catalogue.types() : classes, key));
        Set<Class<?>> selected = Selection.of(plan);
        try (StartedRun started = StartedRun.start(run, profile, source, catalogue, selected, listeners)) {
            Runs.give(key, started.run());
            launcher.execute(plan);
            Statement statement = started.finish();
            started.refusal().ifPresent(refusal -> {
                throw refusal;
            });
            return statement;
        } finally {
            Runs.forget(key);
        }
    }

    private LauncherDiscoveryRequest request(Collection<? extends Class<?>> candidates, String key) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .enableImplicitConfigurationParameters(false)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .selectors(
                        candidates.stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter(Runs.KEY, key)
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.include", ConformanceExtension.class.getName())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(parallelism > 1))
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(parallelism))
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", String.valueOf(parallelism));
        if (tags != null && !tags.isBlank()) {
            try {
                request.filters(TagFilter.includeTags(tags));
            } catch (JUnitException e) {
                throw new IllegalArgumentException(
                        "'" + tags + "' is no tag expression: " + e.getMessage()
                                + "; expected tags with !, &, | and parentheses, such as 'health & !disrupt'",
                        e);
            }
        }
        return request.build();
    }
}
