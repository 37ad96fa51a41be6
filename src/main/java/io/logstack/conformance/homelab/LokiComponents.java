package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.Layout.Place;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.loki.Component;
import io.logstack.conformance.homelab.loki.EmbeddedLoki;
import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The one Loki of the homelab, seen as the write, read and backend pods that the cluster's workloads declare. Each component
 * has one process that does its work, behind its first pod; further pods are replicas to which nothing comes.
 */
final class LokiComponents {
    private final EmbeddedLoki loki;
    private final Map<Component, Pods> all = new EnumMap<>(Component.class);

    private static final class Pods {
        private final Place place;
        private final HttpPart first;
        private final HttpPart others;
        private final TreeSet<String> running = new TreeSet<>();
        private final Map<Boolean, Past> pasts = new HashMap<>();
        private String leader = "";

        private Pods(Place place, HttpPart first, HttpPart others) {
            this.place = place;
            this.first = first;
            this.others = others;
        }

        private URI of(String pod) {
            return (pod.equals(leader) ? first : others).uri();
        }
    }

    /** One pod of a component's, to be scraped. */
    record Scraped(Place place, String pod, URI uri, Past past) {}

    private LokiComponents(EmbeddedLoki loki) {
        this.loki = loki;
    }

    /** Opens their ports; none where Loki's pods run all of it. */
    static LokiComponents open(Layout layout, EmbeddedLoki loki) {
        LokiComponents components = new LokiComponents(loki);
        for (Place place : layout.lokiComponents()) {
            Component component = Component.of(place.target()).orElseThrow();
            components.all.put(component, new Pods(place, loki.open(component, false), loki.open(component, true)));
        }
        return components;
    }

    /** Whether Loki is in components at all. */
    boolean isDivided() {
        return !all.isEmpty();
    }

    /** What of Loki the gateway asks for a path. */
    URI behindGateway(String path) {
        return service(Component.behindGateway(path).target()).orElseGet(loki::uri);
    }

    /** Where the Service of a target leads, or empty when Loki has no such component. */
    synchronized Optional<URI> service(String target) {
        return Component.of(target).map(all::get).map(pods -> pods.first.uri());
    }

    /** Where a pod of a target's listens, or empty when Loki has no such component. */
    synchronized Optional<URI> pod(String target, String pod) {
        return Component.of(target).map(all::get).map(pods -> pods.of(pod));
    }

    /** A pod has started; what it needs of Loki's volume is told to the process when it is the first that writes. */
    synchronized void started(String target, RunningPod pod, LokiProcess process, String volume) {
        Component component = Component.of(target).orElseThrow();
        Pods pods = pods(component);
        boolean none = pods.running.isEmpty();
        pods.running.add(pod.name());
        // A StatefulSet's first pod stays the first; of a Deployment's it is one of those that are there.
        if (pods.leader.isEmpty() || pods.running.first().equals(pod.name())) {
            pods.leader = pod.name();
        }
        if (none && component == Component.WRITE) {
            process.started(volume);
        } else if (none) {
            pods.first.resume();
            pods.others.resume();
        }
    }

    synchronized void stopped(String target, RunningPod pod, LokiProcess process) {
        Component component = Component.of(target).orElseThrow();
        Pods pods = pods(component);
        pods.running.remove(pod.name());
        boolean stays = pods.place.workload().equals(pod.name().replaceFirst("-\\d+$", ""));
        if (pods.leader.equals(pod.name()) && !stays) {
            pods.leader = pods.running.isEmpty() ? "" : pods.running.first();
        }
        if (pods.running.isEmpty() && component == Component.WRITE) {
            process.stopped();
        } else if (pods.running.isEmpty()) {
            pods.first.suspend();
            pods.others.suspend();
        }
    }

    private Pods pods(Component component) {
        Pods pods = all.get(component);
        if (pods == null) {
            throw new IllegalStateException("the fixtures have no workload that runs Loki's " + component.target());
        }
        return pods;
    }

    /** What is to be scraped of those that run. */
    synchronized List<Scraped> scraped(Past past) {
        List<Scraped> scraped = new ArrayList<>();
        all.forEach((component, pods) -> pods.running.forEach(pod -> scraped.add(new Scraped(
                pods.place,
                pod,
                pods.of(pod),
                pods.pasts.computeIfAbsent(
                        pod.equals(pods.leader),
                        leads -> past.through(leads ? component::page : component::idlePage))))));
        return scraped;
    }
}
