package io.logstack.conformance.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The conformance statement: what one run says of one stack.
 *
 * @param run ID of the run
 * @param profile name of the profile
 * @param profileHash SHA-256 of the effective profile, secrets left out, in hexadecimal
 * @param seed seed of the synthetic workload
 * @param outcomes one per expectation of the catalogue, in the catalogue's order
 */
public record Statement(
        String run,
        StackIdentity stack,
        String profile,
        String profileHash,
        long seed,
        Instant startedAt,
        Duration took,
        List<Outcome> outcomes) {

    /** How often each verdict was given; verdicts that were not given are there with 0. */
    public Map<Verdict, Long> totals() {
        Map<Verdict, Long> totals = new java.util.EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            totals.put(
                    verdict,
                    outcomes.stream().filter(o -> o.verdict() == verdict).count());
        }
        return totals;
    }

    /** The outcomes that fail the run and are not mere consequences: every FAIL and ERROR. */
    public List<Outcome> rootCauses() {
        return outcomes.stream().filter(o -> o.verdict().failsRun()).toList();
    }

    /** Whether anything was judged at all; a run that judged nothing is an error. */
    public boolean judgedAnything() {
        return outcomes.stream().anyMatch(o -> o.verdict().judged());
    }

    /** Conformant: something was judged, and nothing failed or broke. */
    public boolean conformant() {
        return judgedAnything() && rootCauses().isEmpty();
    }
}
