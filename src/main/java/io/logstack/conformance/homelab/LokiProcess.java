package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.loki.EmbeddedLoki;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loki as its pod has it: gone while there is no pod, and back a moment after there is one again. */
final class LokiProcess {
    private static final Logger LOG = LoggerFactory.getLogger(LokiProcess.class);
    private static final Duration START = Duration.ofMillis(300);

    private final EmbeddedLoki loki;
    private final Faults faults;
    private final ScheduledExecutorService scheduler;
    private boolean stopped;
    private String volume = "";
    private boolean onOtherVolume;
    private @Nullable Future<?> starting;

    LokiProcess(EmbeddedLoki loki, Faults faults, ScheduledExecutorService scheduler) {
        this.loki = loki;
        this.faults = faults;
        this.scheduler = scheduler;
        faults.listen(this::switched);
    }

    /**
     * Its pod has started; the first one finds it running.
     *
     * @param mounted the volume that the pod has, or empty where that is not known
     */
    synchronized void started(String mounted) {
        onOtherVolume |= !volume.isEmpty() && !volume.equals(mounted);
        volume = mounted;
        if (stopped) {
            startSoon();
        }
    }

    synchronized void stopped() {
        stopped = true;
        Future<?> due = starting;
        if (due != null) {
            due.cancel(false);
        }
        loki.stop();
    }

    private void switched(Fault fault, boolean on) {
        if (fault == Fault.LOKI_DOES_NOT_RETURN && !on) {
            started(volume);
        }
    }

    private void startSoon() {
        try {
            starting = scheduler.schedule(this::start, START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the homelab is being closed, and Loki stays stopped", e);
        }
    }

    private synchronized void start() {
        if (!stopped || faults.active(Fault.LOKI_DOES_NOT_RETURN)) {
            return;
        }
        try {
            if (faults.active(Fault.WAL_LOST)) {
                loki.restartOnEmptyVolume();
            } else if (onOtherVolume) {
                loki.restartOnNewVolume();
            } else {
                loki.restart();
            }
            onOtherVolume = false;
            stopped = false;
        } catch (RuntimeException e) {
            LOG.error("the homelab's Loki did not start again", e);
        }
    }
}
