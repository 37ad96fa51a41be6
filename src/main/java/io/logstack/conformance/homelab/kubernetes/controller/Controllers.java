package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.Change;
import io.logstack.conformance.homelab.kubernetes.store.Dependents;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.workloads.DeclaredLoki;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All controllers of a cluster on one thread: after every change they step until nothing changes any more. Only {@link
 * Fault#LOKI_POD_NOT_READY}, {@link Fault#LOKI_RESTART_LOOP}, {@link Fault#ALLOY_CONTAINER_NOT_READY}, {@link
 * Fault#GATEWAY_DOWN} and {@link Fault#RGW_NO_ENDPOINTS} touch the readiness of pods; what else ails a part of the homelab does not show in its pod.
 */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final int MOST_STEPS = 500;
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VersionedObjects objects;
    private final PodLogs logs;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean deletions = new AtomicBoolean(true);
    private final Dependents dependents;
    private final Kubelets kubelets;
    private final List<Controller> controllers;
    private final LokiRestarts lokiRestarts;
    private final ObjectStoreFaults objectStoreFaults;
    private final Ceph ceph;
    private final DeclarationFaults declarationFaults;
    private final Faults faults;
    private volatile @Nullable Thread own;
    private @Nullable Future<?> turns;

    /**
     * @param clock of the pods' log lines
     * @param programs runs what bare pods do; not shut down by {@link #close}
     */
    public Controllers(VersionedObjects objects, DeclaredLoki loki, Clock clock, Executor programs, Faults faults) {
        this.objects = objects;
        this.faults = faults;
        this.logs = new PodLogs(clock);
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread created = new Thread(work, "kubernetes-controllers");
                    created.setDaemon(true);
                    own = created;
                    return created;
                },
                Controllers::refuse);
        ClusterView view = new ClusterView(objects);
        ClusterFaults clusterFaults = new ClusterFaults(faults, view);
        Events events = new Events(objects);
        PodTemplates templates = new PodTemplates(objects);
        this.dependents = new Dependents(objects);
        this.kubelets = new Kubelets(view, logs, clusterFaults, programs, this::laterAndStep);
        this.controllers = List.of(
                new HelmReleases(objects, faults),
                new DaemonSets(view, templates, clusterFaults, events),
                new StatefulSets(view, templates),
                new Deployments(view, templates),
                new ReplicaSets(view, templates, clusterFaults::mayGrow, events),
                new Scheduler(view, events),
                kubelets,
                new EndpointSlices(view),
                new MetricsServer(view),
                this::collect);
        this.lokiRestarts = new LokiRestarts(objects, kubelets, events);
        this.objectStoreFaults = new ObjectStoreFaults(objects, loki, faults);
        this.ceph = new Ceph(objects, faults);
        this.declarationFaults = new DeclarationFaults(objects, faults);
    }

    public PodLogs logs() {
        return logs;
    }

    /** Steps until nothing changes, and does so from now on after every change. */
    public void start() {
        run(() -> {
            settle();
            return null;
        });
        objects.watchAll(this::noticed);
        faults.listen(this::switched);
        turns = thread.scheduleWithFixedDelay(this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Brings about what the faults that are on from the start do. */
    public void applyFaults() {
        run(() -> {
            ceph.look();
            return null;
        });
        faults.active().forEach(fault -> switched(fault, true));
    }

    /** Tells of pods that start and stop; of those that run already at once. */
    public void listen(PodListener listener) {
        run(() -> {
            kubelets.listen(listener);
            return null;
        });
    }

    /** Sets the S3 credentials that the cluster's Secret holds. */
    public void objectStoreCredentials(String accessKey, String secretKey) {
        run(() -> {
            objectStoreFaults.credentials(accessKey, secretKey);
            return null;
        });
    }

    @Override
    public void close() {
        Future<?> running = turns;
        if (running != null) {
            running.cancel(false);
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the homelab's controllers did not stop within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void switched(Fault fault, boolean on) {
        if (thread.isShutdown()) {
            return;
        }
        run(() -> {
            if (LokiRestarts.covers(fault)) {
                lokiRestarts.switched(fault, on);
            } else if (ObjectStoreFaults.covers(fault)) {
                objectStoreFaults.switched();
            } else if (Ceph.covers(fault)) {
                ceph.look();
            } else if (DeclarationFaults.covers(fault)) {
                declarationFaults.switched(fault);
            }
            settle();
            return null;
        });
    }

    private void turn() {
        try {
            ceph.turn();
            if (faults.active(Fault.LOKI_RESTART_LOOP)) {
                lokiRestarts.turn();
                settle();
            }
        } catch (RuntimeException e) {
            LOG.error("what the cluster does by itself failed", e);
        }
    }

    private void noticed(Change change) {
        if (change.after() == null || change.after().path("metadata").has("deletionTimestamp")) {
            deletions.set(true);
        }
        if (Thread.currentThread() != own) {
            stepSoon();
        }
    }

    private void laterAndStep(Runnable work) {
        thread.execute(() -> {
            work.run();
            settleLogged();
        });
    }

    private void stepSoon() {
        if (due.compareAndSet(false, true)) {
            thread.execute(() -> {
                due.set(false);
                settleLogged();
            });
        }
    }

    private void settleLogged() {
        try {
            settle();
        } catch (RuntimeException e) {
            LOG.error("the controllers could not bring the cluster to what is declared", e);
        }
    }

    private void settle() {
        for (int step = 0; step < MOST_STEPS; step++) {
            long before = objects.revision();
            controllers.forEach(this::step);
            if (objects.revision() == before) {
                return;
            }
        }
        throw new IllegalStateException("the controllers did not come to rest within " + MOST_STEPS + " steps");
    }

    private void step(Controller controller) {
        try {
            controller.reconcile();
        } catch (ApiException e) {
            // A client has deleted or made meanwhile what this controller was about to change. That was a write, so
            // there
            // will be another step, which sees it.
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
            LOG.debug("a client was faster than a controller", e);
        }
    }

    /** What is handed in after {@link #close} is not done; who waits for it is told. */
    private static void refuse(Runnable work, ThreadPoolExecutor closed) {
        if (!closed.isShutdown()) {
            throw new RejectedExecutionException("the homelab's controllers take no more work");
        }
        if (work instanceof Future<?> waitedFor) {
            waitedFor.cancel(false);
        }
    }

    private void collect() {
        if (deletions.getAndSet(false)) {
            dependents.collect();
        }
    }

    /** Does something on the controllers' thread and waits for it. */
    private <T extends @Nullable Object> T run(Callable<T> work) {
        try {
            return Thread.currentThread() == own
                    ? work.call()
                    : thread.submit(work).get();
        } catch (CancellationException e) {
            throw new IllegalStateException("the homelab's Kubernetes has been closed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the homelab's controllers failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the homelab's controllers worked", e);
        } catch (Exception e) {
            throw new IllegalStateException("the homelab's controllers failed: " + e, e);
        }
    }
}
