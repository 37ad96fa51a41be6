package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.profile.KnownSecrets;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.profile.SiteNames;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.UnmetNeedsException;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run with what it started: the stack, and the hook that ends it in order on an interrupt. */
final class StartedRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedRun.class);

    /** How much longer than an expectation of this profile what another run made is waited for. */
    private static final Duration WAITING = Duration.ofSeconds(30);

    private final Run run;
    private final Interruption interruption;

    private final Optional<RuntimeException> refusal;

    private StartedRun(Run run) {
        this(run, Optional.empty());
    }

    private StartedRun(Run run, Optional<RuntimeException> refusal) {
        this.run = run;
        this.refusal = refusal;
        this.interruption = new Interruption(run);
    }

    Run run() {
        return run;
    }

    /** Why nothing was judged, where the run lacks rights, or its stack what it needs. */
    Optional<RuntimeException> refusal() {
        return refusal;
    }

    Statement finish() {
        try {
            return run.finish();
        } finally {
            interruption.close();
        }
    }

    @Override
    public void close() {
        finish();
    }

    /** A run as system properties describe it, with the listeners that are registered as services. */
    static StartedRun fromSystemProperties(Set<Class<?>> selected) {
        List<RunListener> listeners = ServiceLoader.load(RunListener.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        String id = required(Profiles.RUN_PROPERTY, "the run's ID");
        String file = required(Profiles.PROFILE_PROPERTY, "the profile's file");
        Catalogue catalogue = Catalogue.ofSuite();
        try {
            Profile profile = Profiles.load(Path.of(file));
            List<String> mistakes = Waivers.mistakes(profile, catalogue);
            if (!mistakes.isEmpty()) {
                throw new ProfileException(file, mistakes);
            }
            return start(id, profile, new ByTier(), catalogue, selected, listeners);
        } catch (ProfileException e) {
            RunIdentity identity = new RunIdentity(id, file, "", 0);
            return without(
                    identity, none("unknown", false, e.getMessage()), catalogue, selected, new Listeners(listeners));
        }
    }

    /** A run of the given parts. Without a stack to judge, every selected expectation is an ERROR that says why. */
    static StartedRun start(
            String id,
            Profile profile,
            StackSource source,
            Catalogue catalogue,
            Set<Class<?>> selected,
            List<RunListener> listeners) {
        long seed = profile.seed().orElseGet(() -> new SecureRandom().nextLong() & Long.MAX_VALUE);
        RunIdentity identity = new RunIdentity(id, profile.name(), Profiles.hash(profile), seed);
        Listeners listener = new Listeners(listeners);
        listener.runConfigured(reporting(profile));
        listener.runPrepared(SiteNames.of(profile));
        String tier = profile.tier().label();
        boolean simulated = profile.tier() == Tier.EMBEDDED;
        if (selected.isEmpty()) {
            StackIdentity nothing = none(tier, simulated, "nothing was selected, so none was started");
            return without(identity, nothing, catalogue, selected, listener);
        }
        StackSource.Started started;
        try {
            started = source.start(profile);
        } catch (StackUnavailableException e) {
            KnownSecrets secrets = new KnownSecrets(profile);
            List<Attachment> evidence = e.evidence().stream()
                    .map(each -> new Attachment(each.name(), each.mediaType(), secrets.mask(each.content())))
                    .toList();
            StackIdentity nothing = none(tier, simulated, e.getMessage());
            return without(identity, nothing, catalogue, selected, listener, evidence);
        } catch (UnmetNeedsException e) {
            listener.runRefused(e.report());
            NoStackJudge nobody = new NoStackJudge("It was not judged: " + e.getMessage() + ".");
            StackIdentity nothing = none(tier, simulated, "it cannot be started");
            return new StartedRun(
                    new Run(identity, nothing, catalogue, selected, nobody, listener, Ending.NONE), Optional.of(e));
        } catch (RuntimeException e) {
            LOG.error("The suite broke while it started the stack", e);
            return without(identity, none(tier, simulated, "starting it broke: " + e), catalogue, selected, listener);
        }
        Stack stack = started.stack();
        Workload workload = new Workload(id, seed, profile.workload());
        Judge judge = new StackJudge(stack, profile, workload, listener);
        Intent intent = Intent.of(id, stack, profile, judge, catalogue, selected);
        listener.runAnnounced(intent.undertaking());
        Optional<MissingRightsException> refusal = new Preflight(intent).missing();
        if (refusal.isPresent()) {
            listener.runRefused(refusal.get().report());
            NoStackJudge nobody =
                    new NoStackJudge("It was not judged: " + refusal.get().getMessage() + ".");
            Ending ending = new Ending(() -> {}, started.atEnd());
            return new StartedRun(
                    new Run(identity, stack.identity(), catalogue, selected, nobody, listener, ending),
                    Optional.of(refusal.get()));
        }
        stack.begin(id);
        Ending ending = new Ending(() -> stack.removeLeftovers(patience(profile)), started.atEnd());
        return new StartedRun(new Run(identity, stack.identity(), catalogue, selected, judge, listener, ending));
    }

    private static Reporting reporting(Profile profile) {
        Profile.Reports reports = profile.reports();
        Map<Area, String> owners = new EnumMap<>(Area.class);
        for (Area area : Area.values()) {
            String owner = reports.owners().get(area.tag());
            if (owner != null) {
                owners.put(area, owner);
            }
        }
        return new Reporting(
                reports.owner(),
                owners,
                reports.runbookUrl().orElse(null),
                reports.issueUrl().orElse(null),
                reports.testCaseUrl().orElse(null),
                reports.history().orElse(null),
                reports.keptRuns());
    }

    /** Whatever level the other run has: no expectation of such a profile takes longer. */
    private static Duration patience(Profile profile) {
        return profile.timeouts()
                .expectation()
                .plus(profile.timeouts().recovery())
                .plus(WAITING);
    }

    private static StackIdentity none(String tier, boolean simulated, @Nullable String why) {
        return new StackIdentity(tier, simulated, "none: " + why, Map.of(), null);
    }

    private static StartedRun without(
            RunIdentity identity,
            StackIdentity nothing,
            Catalogue catalogue,
            Set<Class<?>> selected,
            RunListener listener) {
        return without(identity, nothing, catalogue, selected, listener, List.of());
    }

    private static StartedRun without(
            RunIdentity identity,
            StackIdentity nothing,
            Catalogue catalogue,
            Set<Class<?>> selected,
            RunListener listener,
            List<Attachment> evidence) {
        NoStackJudge nobody = new NoStackJudge(NoStackJudge.NO_STACK, evidence);
        return new StartedRun(new Run(identity, nothing, catalogue, selected, nobody, listener, Ending.NONE));
    }

    private static String required(String property, String what) {
        return Optional.ofNullable(System.getProperty(property))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException("system property " + property + " (" + what
                        + ") is not set: Maven sets it; elsewhere give -D" + property + "=…"));
    }

    /** The provider that is registered for the profile's tier. */
    static final class ByTier implements StackSource {
        @Override
        public Started start(Profile profile) {
            List<StackProvider> providers = ServiceLoader.load(StackProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            StackProvider provider = providers.stream()
                    .filter(candidate -> candidate.tier() == profile.tier())
                    .findFirst()
                    .orElseThrow(() -> new StackUnavailableException("tier "
                            + profile.tier().label()
                            + " is not built: nothing in this version starts or reaches such a stack; there are the tiers "
                            + providers.stream()
                                    .map(candidate -> candidate.tier().label())
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
            Stack stack = provider.start(profile);
            return new Started(stack, stack::close);
        }
    }
}
