package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Undertaking;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one. One that throws is reported, and does not keep the others from being told. */
record Listeners(List<RunListener> listeners) implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    @Override
    public void runConfigured(Reporting reporting) {
        tell(listener -> listener.runConfigured(reporting));
    }

    @Override
    public void runPrepared(Site site) {
        tell(listener -> listener.runPrepared(site));
    }

    @Override
    public void runAnnounced(Undertaking undertaking) {
        tell(listener -> listener.runAnnounced(undertaking));
    }

    @Override
    public void runRefused(String why) {
        tell(listener -> listener.runRefused(why));
    }

    @Override
    public void runStarted(String run, StackIdentity stack, int selected) {
        tell(listener -> listener.runStarted(run, stack, selected));
    }

    @Override
    public void expectationStarted(Description expectation) {
        tell(listener -> listener.expectationStarted(expectation));
    }

    @Override
    public void expectationJudged(Outcome outcome) {
        tell(listener -> listener.expectationJudged(outcome));
    }

    @Override
    public void expectationReported(Outcome outcome) {
        tell(listener -> listener.expectationReported(outcome));
    }

    @Override
    public void runFinished(Statement statement) {
        tell(listener -> listener.runFinished(statement));
    }

    private void tell(Consumer<RunListener> message) {
        for (RunListener listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.error(
                        "{} failed; its report is incomplete",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
