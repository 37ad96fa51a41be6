package io.logstack.conformance.workload;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * On which side of a limit the 95th percentile of a latency lies, as far as samples tell. Nothing is assumed of how latencies
 * are distributed: the P95 is within the limit when at most five answers in a hundred are over it, and of how many that is
 * true a binomial test tells (Clopper and Pearson's bound, one-sided).
 *
 * @param samples how many were taken, at least one
 * @param over how many of them were over the limit, or no answer at all
 */
public record P95Side(int samples, int over) {
    private static final double MAY_BE_OVER = 0.05;

    /** Confidence, 0 to 1, that it is within the limit: how unlikely so few are over it if five in a hundred were. */
    public double within() {
        return distribution().survivalProbability(over);
    }

    /** Confidence, 0 to 1, that it is beyond the limit: how unlikely so many are over it if five in a hundred were. */
    public double beyond() {
        return distribution().cumulativeProbability(over - 1);
    }

    private BinomialDistribution distribution() {
        return BinomialDistribution.of(samples, MAY_BE_OVER);
    }
}
