package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Expectation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Learns from the launcher which expectations were selected, before the first of them runs. */
public final class Selection implements TestExecutionListener {
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (plan.getConfigurationParameters().get(Runs.KEY).isEmpty()) {
            Runs.select(of(plan));
        }
    }

    /** The expectation classes with a test in the plan. */
    static Set<Class<?>> of(TestPlan plan) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                TestSource source = test.getSource().orElse(null);
                if (source instanceof MethodSource method
                        && method.getJavaClass().isAnnotationPresent(Expectation.class)) {
                    types.add(method.getJavaClass());
                }
            }
        }
        return types;
    }
}
