package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.Objects;

/**
 * Where a Service leads.
 *
 * @param service {@code namespace/name}
 * @param exists whether there is such a Service
 * @param ready addresses of the endpoints that are ready
 * @param unready addresses of those that are not
 */
public record ServiceEndpoints(String service, boolean exists, List<String> ready, List<String> unready) {
    public static ServiceEndpoints read(Cluster cluster, String namespace, String name) {
        return of(
                namespace + "/" + name,
                cluster.service(namespace, name).isPresent(),
                cluster.endpointSlices(namespace, name));
    }

    static ServiceEndpoints of(String service, boolean exists, List<EndpointSlice> slices) {
        List<Endpoint> endpoints = slices.stream()
                .flatMap(slice -> Objects.requireNonNullElse(slice.getEndpoints(), List.<Endpoint>of()).stream())
                .toList();
        return new ServiceEndpoints(service, exists, addresses(endpoints, true), addresses(endpoints, false));
    }

    private static List<String> addresses(List<Endpoint> endpoints, boolean ready) {
        return endpoints.stream()
                .filter(endpoint -> isReady(endpoint) == ready)
                .flatMap(endpoint -> Objects.requireNonNullElse(endpoint.getAddresses(), List.<String>of()).stream())
                .distinct()
                .toList();
    }

    private static boolean isReady(Endpoint endpoint) {
        // An unknown readiness is to be read as ready: EndpointConditions of discovery.k8s.io/v1.
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }
}
