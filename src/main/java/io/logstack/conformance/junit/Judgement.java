package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/** One run of one expectation's method: deadline, evidence, diagnostics, cleanup. */
final class Judgement {
    private static final Duration CLEANUP_WITHIN = Duration.ofSeconds(12);

    private final CataloguedExpectation expectation;
    private final Profile profile;
    private final Redaction redaction;
    private final Diagnostics diagnostics;
    private final RecordedEvidence evidence = new RecordedEvidence();
    private final ExchangeLog exchanges = new ExchangeLog();
    private final Cleanup cleanup = new Cleanup();
    private final List<Pod> probes = new CopyOnWriteArrayList<>();
    private final BoundedCall<Void> body;
    private volatile boolean aborted;

    Judgement(
            CataloguedExpectation expectation,
            Stack stack,
            Profile profile,
            Workload workload,
            Redaction redaction,
            Diagnostics diagnostics) {
        this.expectation = expectation;
        this.profile = profile;
        this.redaction = redaction;
        this.diagnostics = diagnostics;
        Stack seen = new JudgedStack(stack.recordingTo(exchanges), cleanup, probes, redaction);
        this.body = new BoundedCall<>(expectation.id(), () -> {
            invoke(new Injection(seen, profile, evidence, workload));
            return null;
        });
    }

    /** Judges, cleans up, and tells the outcome. To be called once. */
    Outcome run(@Nullable String neededBy) {
        return redaction.apply(judge(neededBy));
    }

    void abort(String why) {
        aborted = true;
        body.abort(why);
    }

    private Outcome judge(@Nullable String neededBy) {
        Description description = expectation.description();
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        Duration deadline = description.safety() == Safety.DISRUPT
                ? profile.timeouts().expectation().plus(profile.timeouts().recovery())
                : profile.timeouts().expectation();
        BoundedCall.Ending<Void> ending = body.run(deadline);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Finding finding = Finding.of(ending, evidence.measurements(), description.level(), profile.failOn(), deadline);
        List<Attachment> attachments = new ArrayList<>(evidence.attachments());
        if (exchanges.leftOut() > 0) {
            attachments.add(note("Exchanges left out", exchanges.leftOut() + " in the middle were not kept"));
        }
        if (finding.verdict().failsRun() && !aborted) {
            attachments.addAll(diagnostics.of(probes));
        }
        List<String> left = cleanUp();
        if (!left.isEmpty()) {
            attachments.add(note("Not removed", String.join("\n", left)));
        }
        boolean spoilt = finding.verdict() == Verdict.PASS && !left.isEmpty();
        return new Outcome(
                description,
                spoilt ? Verdict.ERROR : finding.verdict(),
                spoilt ? "It held, but the suite left something behind: " + String.join("; ", left) : finding.message(),
                finding.failure(),
                List.of(),
                neededBy,
                finding.judgeableFrom(),
                evidence.measurements(),
                exchanges.kept(),
                attachments,
                evidence.charts(),
                startedAt,
                took);
    }

    @SuppressWarnings("NullAway") // an expectation's method returns nothing
    private void invoke(Injection injection) {
        Object instance =
                ReflectionSupport.newInstance(expectation.description().type());
        ReflectionSupport.invokeMethod(
                expectation.body(),
                instance,
                injection.arguments(expectation.body().getParameterTypes()));
    }

    private List<String> cleanUp() {
        if (cleanup.endsWithNothing()) {
            return List.of();
        }
        BoundedCall.Ending<List<String>> ending =
                new BoundedCall<>(expectation.id() + " cleanup", cleanup::run).run(CLEANUP_WITHIN);
        if (ending instanceof BoundedCall.Returned<List<String>> returned) {
            return returned.value();
        }
        String why = ending instanceof BoundedCall.Threw<List<String>> threw
                ? threw.thrown().toString()
                : "cleanup did not end within " + CLEANUP_WITHIN.toSeconds() + " s";
        return List.of(why);
    }

    private static Attachment note(String name, String content) {
        return new Attachment(name, "text/plain", content);
    }
}
