package io.logstack.conformance.junit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What one judgement made and must remove, or changed and must put back; last made first. */
final class Cleanup {
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean done;

    private record Step(String what, Runnable removal) {}

    /**
     * Registers a removal.
     *
     * @throws IllegalStateException when the judgement is over: its thread goes on past its deadline, and must make nothing
     */
    synchronized void register(String what, Runnable removal) {
        if (done) {
            throw new IllegalStateException("the judgement is over: refusing to make " + what);
        }
        steps.push(new Step(what, removal));
    }

    /** Forgets a removal that the expectation did itself. */
    synchronized void forget(String what) {
        steps.removeIf(step -> step.what().equals(what));
    }

    /** Ends the judgement when there is nothing to remove; true when that was so. */
    synchronized boolean endsWithNothing() {
        done |= steps.isEmpty();
        return done && steps.isEmpty();
    }

    /** Removes everything; what could not be removed is named, with the reason. Later calls do nothing. */
    List<String> run() {
        List<Step> all;
        synchronized (this) {
            done = true;
            all = new ArrayList<>(steps);
            steps.clear();
        }
        List<String> left = new ArrayList<>();
        for (Step step : all) {
            try {
                step.removal().run();
            } catch (RuntimeException e) {
                left.add(step.what() + " could not be removed: " + e.getMessage());
            }
        }
        return left;
    }
}
