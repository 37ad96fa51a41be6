package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holds what the runbook says in some places against the stack. */
final class Drifts {
    private final Runbook runbook;
    private final Class<?> expectation;
    private final Evidence evidence;

    Drifts(Runbook runbook, Class<?> expectation, Evidence evidence) {
        this.runbook = runbook;
        this.expectation = expectation;
        this.evidence = evidence;
    }

    /**
     * Judges every place.
     *
     * @param said where the runbook says it; nowhere is fine
     * @param drift what is otherwise on the stack, as a clause after "but", or empty where the runbook is right
     * @throws NotApplicableException when the runbook is empty
     * @throws WarningException naming each place where it is wrong
     * @throws InconclusiveException when the stack does not tell; what the stack owes is for other expectations to judge
     */
    void judge(List<Runbook.Said> said, Function<Runbook.Said, Optional<String>> drift) {
        evidence.measured("places where the runbook says it", said.size(), "places", null, runbook.source());
        if (runbook.items().isEmpty() && runbook.commands().isEmpty()) {
            throw new NotApplicableException("The runbook " + runbook.source() + " says nothing at all.");
        }
        List<String> wrong = new ArrayList<>();
        List<InconclusiveException> untold = new ArrayList<>();
        for (Runbook.Said place : said) {
            found(place, drift, untold).ifPresent(but -> {
                evidence.measured(
                        "on this stack, " + (wrong.size() + 1), but, "", "as under " + place.section(), place.text());
                wrong.add("it says '" + place.text() + "' under '" + place.section() + "', but " + but);
            });
        }
        if (!wrong.isEmpty()) {
            throw new WarningException("The runbook " + runbook.source() + " is wrong about this stack: "
                    + String.join("; ", wrong) + ". Instead: "
                    + Description.of(expectation).remedy());
        }
        if (!untold.isEmpty()) {
            throw untold.get(0);
        }
    }

    private static Optional<String> found(
            Runbook.Said place, Function<Runbook.Said, Optional<String>> drift, List<InconclusiveException> untold) {
        try {
            return drift.apply(place);
        } catch (NoAnswerException | ObjectStore.Refused e) {
            untold.add(new InconclusiveException(
                    "The runbook cannot be held against this stack: " + e.getMessage(), null));
        } catch (InconclusiveException e) {
            untold.add(e);
        }
        return Optional.empty();
    }
}
