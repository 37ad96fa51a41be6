package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.ingestion.ProbePod;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restarts the collectors while steady probes write, and watches what of their lines arrives. */
final class WatchedRestart {
    private final Cluster cluster;
    private final Profile profile;
    private final DaemonSet daemonSet;
    private final SteadyProbes probes;
    private final NumberedArrivals arrivals;
    private final Look look;
    private final Map<ProbePod, Integer> before = new LinkedHashMap<>();
    private final Map<ProbePod, Duration> resumed = new LinkedHashMap<>();
    private final Map<ProbePod, BitSet> written = new LinkedHashMap<>();
    private List<String> undone = List.of("it was not restarted, since not every node was collected before");

    WatchedRestart(Cluster cluster, Loki loki, Profile profile, DaemonSet daemonSet, SteadyProbes probes) {
        this.cluster = cluster;
        this.profile = profile;
        this.daemonSet = daemonSet;
        this.probes = probes;
        this.arrivals = new NumberedArrivals(loki, namespace(), probes);
        this.look = new Look(profile);
    }

    /** From the making of the probes to their removal. */
    void run() {
        Duration life = profile.timeouts().recovery().plus(profile.timeouts().expectation());
        List<Pod> pods = new ArrayList<>();
        for (ProbePod probe : probes.probes()) {
            pods.add(cluster.createProbe(probes.manifest(probe, profile, ProbePod.tolerations(daemonSet), life)));
        }
        if (areCollected()) {
            restart();
        }
        awaitTheRest();
        pods.forEach(cluster::deleteProbe);
    }

    private boolean areCollected() {
        boolean all = look.until(
                "a line of every writing pod in Loki",
                profile.timeouts().settle().plus(profile.ingestion().lag()),
                () -> {
                    arrivals.look();
                    return probes.probes().stream().allMatch(probe -> arrivals.newest(probe) >= 0);
                },
                arrived -> arrived);
        probes.probes().forEach(probe -> before.put(probe, arrivals.of(probe).cardinality()));
        return all;
    }

    private void restart() {
        long start = System.nanoTime();
        arrivals.happens("Alloy is restarted");
        RolloutRestart restart = RolloutRestart.of(cluster, daemonSet);
        undone = look.until(
                "the rollout of the collectors",
                profile.timeouts().recovery(),
                () -> {
                    arrivals.look();
                    return restart.undone();
                },
                List::isEmpty);
        arrivals.happens(undone.isEmpty() ? "the rollout is complete" : "the rollout is not complete in time");
        Map<ProbePod, Integer> marks = new LinkedHashMap<>();
        probes.probes().forEach(probe -> marks.put(probe, written(probe).length() - 1));
        look.until(
                "a line of every writing pod from after the rollout",
                profile.ingestion().lag(),
                () -> {
                    arrivals.look();
                    Duration now = Duration.ofNanos(System.nanoTime() - start);
                    marks.forEach((probe, mark) -> {
                        if (arrivals.newest(probe) > mark) {
                            resumed.putIfAbsent(probe, now);
                        }
                    });
                    return resumed.size();
                },
                nodes -> nodes == marks.size());
    }

    /** What has been written by now is owed, and may lag. */
    private void awaitTheRest() {
        probes.probes().forEach(probe -> written.put(probe, written(probe)));
        look.until(
                "every line that was written",
                profile.ingestion().lag(),
                () -> {
                    arrivals.look();
                    return resumptions();
                },
                all -> all.stream().allMatch(node -> node.lost().isEmpty()));
    }

    private BitSet written(ProbePod probe) {
        return probes.written(cluster, probe, namespace());
    }

    private String namespace() {
        return profile.namespaces().monitoring();
    }

    /** The lines of each node that arrived, over time. */
    Chart chart() {
        return arrivals.chart("Lines that arrive from each node while Alloy is restarted");
    }

    /** What of the rollout was not done when it was last looked at. */
    List<String> undone() {
        return undone;
    }

    /** How it went on each node. */
    List<Resumption> resumptions() {
        return probes.probes().stream()
                .map(probe -> new Resumption(
                        probe.node(),
                        written.getOrDefault(probe, new BitSet()),
                        arrivals.of(probe),
                        before.getOrDefault(probe, 0),
                        Optional.ofNullable(resumed.get(probe)),
                        arrivals.duplicates(probe),
                        arrivals.longestPause(probe)))
                .toList();
    }
}
