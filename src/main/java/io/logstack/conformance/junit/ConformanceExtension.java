package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Lets JUnit run expectations: each test of a class with {@link Expectation} becomes one judgement of the run, whose
 * verdict is translated into what JUnit knows: PASS passes, FAIL fails, ERROR is an error, all others are skipped with
 * their verdict and reason. The method itself is run by the judgement, on a thread of its own, with the stack as that
 * judgement sees it; so what JUnit injects is not used. Registered as a service; acts on no other class.
 */
public final class ConformanceExtension implements InvocationInterceptor, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ConformanceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable().getDeclaringClass().isAnnotationPresent(Expectation.class)
                && Injection.knows(parameter.getParameter().getType());
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // Void
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Class<?> type = method.getTargetClass();
        if (!type.isAnnotationPresent(Expectation.class)) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        Run run = run(context);
        Outcome outcome = run.judge(type);
        run.reported(outcome);
        translate(outcome);
    }

    private static Run run(ExtensionContext context) {
        return context.getConfigurationParameter(Runs.KEY)
                .map(key -> Runs.given(key)
                        .orElseThrow(() -> new IllegalStateException("there is no run with the key " + key)))
                .orElseGet(() -> ofBuildTool(context));
    }

    private static Run ofBuildTool(ExtensionContext context) {
        // Closed by JUnit when the engine ends, which finishes the run.
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        StartedRun.class, key -> StartedRun.fromSystemProperties(selected()), StartedRun.class)
                .run();
    }

    private static Set<Class<?>> selected() {
        return Runs.selected()
                .orElseThrow(() -> new IllegalStateException("what was selected is not known: the JUnit launcher must"
                        + " register the test execution listener " + Selection.class.getName()
                        + ", as it does by default"));
    }

    private static void translate(Outcome outcome) throws Throwable {
        if (outcome.verdict() == Verdict.PASS) {
            return;
        }
        String report = FailureReport.of(outcome);
        if (outcome.verdict() == Verdict.FAIL) {
            AssertionError failure = new AssertionError(report);
            if (outcome.failure() != null) {
                failure.setStackTrace(outcome.failure().getStackTrace());
            } else {
                failure.setStackTrace(new StackTraceElement[0]);
            }
            throw failure;
        }
        if (outcome.verdict() == Verdict.ERROR) {
            throw new SuiteBrokeException(report, outcome.failure());
        }
        throw new TestAbortedException(outcome.verdict() + ": " + outcome.message());
    }
}
