package io.logstack.conformance.catalog;

import java.util.List;
import java.util.Set;

/** An expectation as its class declares it. Read from the annotations by {@link #of}. */
public record Description(
        String id,
        Area area,
        Level level,
        Safety safety,
        RunbookSection runbook,
        String statement,
        String remedy,
        Set<Capability> requires,
        List<Class<?>> prerequisites,
        boolean alone,
        Set<Right> rights,
        Set<Creation> creates,
        Class<?> type) {

    /**
     * Reads a class's annotations.
     *
     * @throws IllegalArgumentException when it carries no {@link Expectation} or not exactly one safety annotation
     */
    public static Description of(Class<?> type) {
        Expectation expectation = type.getAnnotation(Expectation.class);
        if (expectation == null) {
            throw new IllegalArgumentException(type.getName() + " carries no @Expectation");
        }
        return new Description(
                expectation.id(),
                Area.ofId(expectation.id()),
                expectation.level(),
                safetyOf(type),
                expectation.runbook(),
                expectation.statement(),
                expectation.remedy(),
                Set.of(expectation.requires()),
                List.of(expectation.prerequisites()),
                expectation.alone(),
                Set.of(expectation.rights()),
                Set.of(expectation.creates()),
                type);
    }

    private static Safety safetyOf(Class<?> type) {
        boolean observe = type.isAnnotationPresent(Observe.class);
        boolean probe = type.isAnnotationPresent(Probe.class);
        boolean disrupt = type.isAnnotationPresent(Disrupt.class);
        if ((observe ? 1 : 0) + (probe ? 1 : 0) + (disrupt ? 1 : 0) != 1) {
            throw new IllegalArgumentException(
                    type.getName() + " must carry exactly one of @Observe, @Probe and @Disrupt");
        }
        return disrupt ? Safety.DISRUPT : probe ? Safety.PROBE : Safety.OBSERVE;
    }
}
