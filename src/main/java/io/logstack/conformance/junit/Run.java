package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over one stack: judges each expectation once, prerequisites first, in whatever order and on however many threads
 * it is asked, and ends in a {@link Statement} that has every expectation of the catalogue. Knows nothing of JUnit.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /** What cleaning up may take after an interrupt, before the run ends regardless. */
    private static final Duration ABORTED_WITHIN = Duration.ofMillis(2500);

    /** What letting go of the stack may take after an interrupt. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

    private static final Duration FOREVER = Duration.ofDays(1);

    private final RunIdentity identity;
    private final StackIdentity stack;
    private final Catalogue catalogue;
    private final Set<Class<?>> selected;
    private final Precedence precedence;
    private final Judge judge;
    private final RunListener listener;
    private final Ending ending;
    private final BoundedCall<Void> tidying;
    private final AtomicBoolean tidied = new AtomicBoolean();
    private final Instant startedAt = Instant.now();
    private final long start = System.nanoTime();
    private final Claims<String, Outcome> claims = new Claims<>();
    /** Judgements under way, and the run itself until it is interrupted. */
    private final Phaser underWay = new Phaser(1);

    private volatile @Nullable String over;
    private @Nullable Statement statement;

    /**
     * @param selected classes that were asked for; what they need runs too
     * @param ending what is done when nothing is judged any more, before the statement is told
     */
    Run(
            RunIdentity identity,
            StackIdentity stack,
            Catalogue catalogue,
            Set<Class<?>> selected,
            Judge judge,
            RunListener listener,
            Ending ending) {
        this.identity = identity;
        this.stack = stack;
        this.catalogue = catalogue;
        this.selected = Set.copyOf(selected);
        this.precedence = new Precedence(catalogue, selected);
        this.judge = judge;
        this.listener = listener;
        this.ending = ending;
        this.tidying = new BoundedCall<>("leftovers", () -> {
            ending.tidy().run();
            return null;
        });
        listener.runStarted(identity.run(), stack, selected.size());
    }

    /** The outcome of a selected expectation, judged on this thread unless another one has it already. */
    Outcome judge(Class<?> type) {
        underWay.register();
        try {
            return judge(catalogue.get(type), null);
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    /** Tells listeners that the test of a selected expectation is about to end on this thread. */
    void reported(Outcome outcome) {
        listener.expectationReported(outcome);
    }

    /** Ends the run: what was not judged says why. The first call makes the statement; later ones return it. */
    Statement finish() {
        if (over == null && tidied.compareAndSet(false, true)) {
            told("What other runs left could not be removed", tidying.run(FOREVER));
        }
        return conclude(FOREVER);
    }

    private synchronized Statement conclude(Duration closing) {
        if (statement != null) {
            return statement;
        }
        if (over == null) {
            over = "The run ended before it was judged; the JUnit report says what became of its test.";
        }
        List<Outcome> outcomes = catalogue.all().stream().map(this::last).toList();
        told(
                "What the run started did not end as it should",
                new BoundedCall<Void>("closing", () -> {
                            ending.close().run();
                            return null;
                        })
                        .run(closing));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        statement = new Statement(
                identity.run(),
                stack,
                identity.profile(),
                identity.profileHash(),
                identity.seed(),
                startedAt,
                took,
                outcomes);
        listener.runFinished(statement);
        return statement;
    }

    /** Ends the run from outside: ends what is being judged, waits for its cleanup, and finishes. */
    Statement interrupt(String why) {
        over = "It was not judged: " + why + ".";
        judge.abort(why);
        tidying.abort(why);
        awaitJudgements();
        return conclude(CLOSED_WITHIN);
    }

    private static void told(String complaint, BoundedCall.Ending<Void> ending) {
        if (ending instanceof BoundedCall.Threw<Void> threw) {
            LOG.error(complaint, threw.thrown());
        } else if (!(ending instanceof BoundedCall.Returned)) {
            LOG.warn("{}: its time was over", complaint);
        }
    }

    private void awaitJudgements() {
        int phase = underWay.arriveAndDeregister();
        try {
            underWay.awaitAdvanceInterruptibly(phase, ABORTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.error(
                    "A judgement did not end within {} ms; what it made may be left to a later run to remove",
                    ABORTED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome judge(CataloguedExpectation expectation, @Nullable String askedBy) {
        return claims.get(expectation.id(), () -> {
            Outcome outcome = claimed(expectation, askedBy);
            listener.expectationJudged(outcome);
            return outcome;
        });
    }

    private Outcome claimed(CataloguedExpectation expectation, @Nullable String askedBy) {
        Description description = expectation.description();
        String neededBy = selected.contains(description.type()) ? null : askedBy;
        String why = over;
        if (why != null) {
            return Outcomes.withoutJudging(description, Verdict.ERROR, why, neededBy);
        }
        Optional<Outcome> gated = judge.gate(description, neededBy);
        if (gated.isPresent()) {
            return gated.get();
        }
        precedence.before(description).forEach(before -> judge(before, null));
        if (description.safety() == Safety.DISRUPT) {
            List<Outcome> left = violatedBefore(expectation);
            if (!left.isEmpty()) {
                return disturbed(description, left, neededBy);
            }
        }
        List<Outcome> violated = new ArrayList<>();
        for (Class<?> prerequisite : description.prerequisites()) {
            Outcome outcome = judge(catalogue.get(prerequisite), neededBy == null ? description.id() : neededBy);
            if (outcome.blocksDependents()) {
                violated.add(outcome);
            }
        }
        return violated.isEmpty() ? judge.judge(expectation, neededBy) : blocked(description, violated, neededBy);
    }

    /** Disturbances take their turns, in one order on however many threads: the outcomes of those that a stack did not stand. */
    private List<Outcome> violatedBefore(CataloguedExpectation expectation) {
        return catalogue.disturbances().stream()
                .takeWhile(earlier -> !earlier.id().equals(expectation.id()))
                .filter(earlier -> selected.contains(earlier.description().type()))
                .map(earlier -> judge(earlier, null))
                .filter(outcome -> outcome.blocksDependents() && outcome.verdict() != Verdict.BLOCKED)
                .toList();
    }

    /** A stack that may not be whole is not disturbed further: what was found then would be an earlier disturbance's. */
    private static Outcome disturbed(Description expectation, List<Outcome> violated, @Nullable String neededBy) {
        List<String> by =
                violated.stream().map(outcome -> outcome.expectation().id()).toList();
        String message = "The stack is not disturbed again, because it did not stand what disturbed it before: "
                + violated.stream()
                        .map(outcome -> outcome.expectation().id() + " is " + outcome.verdict())
                        .collect(Collectors.joining(", "))
                + ".";
        return Outcomes.blocked(expectation, message, by, neededBy);
    }

    private Outcome blocked(Description expectation, List<Outcome> violated, @Nullable String neededBy) {
        List<String> by =
                violated.stream().map(outcome -> outcome.expectation().id()).toList();
        Set<String> roots = new LinkedHashSet<>();
        violated.forEach(outcome -> addRoots(outcome, roots));
        String prerequisites = violated.stream()
                .map(outcome -> outcome.expectation().id() + " is " + outcome.verdict())
                .collect(Collectors.joining(", "));
        String message = (violated.size() == 1 ? "Its prerequisite " : "Its prerequisites ")
                + prerequisites
                + (roots.equals(Set.copyOf(by)) ? "." : "; root cause: " + String.join(", ", roots) + ".");
        return Outcomes.blocked(expectation, message, by, neededBy);
    }

    private void addRoots(Outcome outcome, Set<String> roots) {
        if (outcome.verdict() != Verdict.BLOCKED) {
            roots.add(outcome.expectation().id());
            return;
        }
        outcome.blockedBy().forEach(id -> claims.known(id).ifPresent(cause -> addRoots(cause, roots)));
    }

    private Outcome last(CataloguedExpectation expectation) {
        return claims.known(expectation.id()).orElseGet(() -> unjudged(expectation.description()));
    }

    private Outcome unjudged(Description expectation) {
        return selected.contains(expectation.type())
                ? Outcomes.withoutJudging(expectation, Verdict.ERROR, String.valueOf(over), null)
                : Outcomes.withoutJudging(expectation, Verdict.NOT_RUN, "It was not selected.", null);
    }
}
