package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.workloads.ProbeCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What bare pods reach of the cluster, told as busybox' {@code wget} tells it. Policies refuse, as those of k3s do. */
final class PodNetwork {
    private static final int HTTP = 80;

    /** {@code service.namespace.svc}, with or without the cluster's domain. */
    private static final Pattern SERVICE =
            Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)(?:\\.svc(?:\\.cluster\\.local\\.?)?)?");

    private final Services services;
    private final URI objectStore;
    private final Faults faults;

    /** Where a Service's port can be reached, or empty when there is none. */
    @FunctionalInterface
    interface Services {
        Optional<URI> at(String namespace, String name, int port);
    }

    PodNetwork(Services services, URI objectStore, Faults faults) {
        this.services = services;
        this.objectStore = objectStore;
        this.faults = faults;
    }

    /** The lines that fetching prints. */
    List<String> fetch(RunningPod pod, ProbeCommand.Fetch fetch) {
        URI url = fetch.url();
        int port = url.getPort() < 0 ? HTTP : url.getPort();
        Matcher service = SERVICE.matcher(url.getHost());
        Optional<URI> target =
                service.matches() ? services.at(service.group(2), service.group(1), port) : Optional.empty();
        if (target.isEmpty()) {
            return List.of("wget: bad address '" + url.getAuthority() + "'");
        }
        String refused = "wget: can't connect to remote host (" + url.getHost() + "): Connection refused";
        boolean closed = faults.active(Fault.S3_BLOCKED_FROM_NAMESPACE)
                && target.get().equals(objectStore)
                && !pod.namespace().equals(service.group(2));
        if (closed) {
            return List.of(refused);
        }
        try {
            return told(PartClient.get(URI.create(target.get() + url.getRawPath()), fetch.timeout()));
        } catch (HttpTimeoutException e) {
            return List.of("wget: download timed out");
        } catch (IOException e) {
            return List.of(refused);
        }
    }

    private static List<String> told(Reply reply) {
        List<String> lines = new ArrayList<>();
        lines.add("  HTTP/1.1 " + reply.status());
        reply.headers().forEach((name, value) -> lines.add("  " + name + ": " + value));
        if (reply.status() >= 400) {
            lines.add("wget: server returned error: HTTP/1.1 " + reply.status());
        }
        return lines;
    }
}
