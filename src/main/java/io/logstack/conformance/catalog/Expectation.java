package io.logstack.conformance.catalog;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One expectation of the operations runbook. It stands on a class with exactly one {@code @Test} method, beside the
 * annotation of its area ({@link Health}, {@link Ingestion}, …) and of its safety ({@link Observe}, {@link Probe},
 * {@link Disrupt}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Expectation {
    /** Stable ID, such as {@code HEALTH-01}: reports, waivers and operators' notes refer to it. */
    String id();

    Level level();

    /** The runbook section that promises it. */
    RunbookSection runbook();

    /** What is expected, as one sentence without a full stop. */
    String statement();

    /** What the runbook says to do when it is violated, as one sentence; shown on failure. */
    String remedy();

    /** What the tier must be able to reach for this expectation to be judged. */
    Capability[] requires() default {};

    /** Expectations that must hold first: when one is violated, this one is BLOCKED and names it. */
    Class<?>[] prerequisites() default {};

    /**
     * What it asks of the Kubernetes API, beyond what the parts that it {@link #requires} are reached by. Where one of these
     * is missing, a run that selects it judges nothing. Those of a higher level than its own it asks for only there.
     */
    Right[] rights() default {};

    /** What it makes on the stack. */
    Creation[] creates() default {};

    /** Measures latency or throughput, or disturbs others, and therefore runs while nothing else of the suite does. */
    boolean alone() default false;
}
