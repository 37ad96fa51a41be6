package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pod behind a Service's port: one that is ready, else any that runs, so that what is not ready can still be asked why.
 *
 * @param clusters asked at each choice
 * @param port of the Service
 */
record ServicePods(Supplier<? extends Cluster> clusters, String namespace, String service, int port)
        implements Supplier<PodPort> {
    /** @throws NoAnswerException when there is no such Service or port, or no pod behind it */
    @Override
    public PodPort get() {
        return all().get(0);
    }

    /**
     * Every pod behind it, those that are ready first.
     *
     * @throws NoAnswerException when there is no such Service or port, or no pod behind it
     */
    List<PodPort> all() {
        Cluster cluster = clusters.get();
        String where = "Service " + namespace + "/" + service;
        Service object =
                cluster.service(namespace, service).orElseThrow(() -> new NoAnswerException("there is no " + where));
        List<ServicePort> ports = object.getSpec() == null || object.getSpec().getPorts() == null
                ? List.of()
                : object.getSpec().getPorts();
        ServicePort wanted = ports.stream()
                .filter(candidate -> candidate.getPort() == port)
                .findFirst()
                .orElseThrow(() -> new NoAnswerException(where + " has no port " + port));
        List<PodPort> ready = new ArrayList<>();
        List<PodPort> others = new ArrayList<>();
        for (EndpointSlice slice : cluster.endpointSlices(namespace, service)) {
            number(slice, wanted).ifPresent(number -> {
                for (Endpoint endpoint : slice.getEndpoints()) {
                    pod(endpoint)
                            .ifPresent(pod ->
                                    (isReady(endpoint) ? ready : others).add(new PodPort(namespace, pod, number)));
                }
            });
        }
        ready.addAll(others);
        if (ready.isEmpty()) {
            throw new NoAnswerException(where + " has no pod behind port " + port);
        }
        return ready;
    }

    private static Optional<Integer> number(EndpointSlice slice, ServicePort wanted) {
        List<EndpointPort> ports = slice.getPorts() == null ? List.of() : slice.getPorts();
        return ports.stream()
                .filter(found -> name(found.getName()).equals(name(wanted.getName())))
                .map(EndpointPort::getPort)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String name(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static Optional<String> pod(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.getTargetRef())
                .filter(target -> "Pod".equals(target.getKind()))
                .map(ObjectReference::getName);
    }

    /** What does not say is ready, by the API's own rule. */
    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }
}
