package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Kubernetes API through fabric8's client. */
final class KubernetesCluster implements Cluster {
    private static final long PAGE = 500;
    private static final int LONGEST_LOG = 4 << 20;

    private final KubernetesClient client;
    private final KubernetesCalls calls;
    private final Redaction redaction;
    private final Probes probes;

    KubernetesCluster(KubernetesApi api, Probes probes, ExchangeLog log) {
        this.client = api.client();
        this.calls = new KubernetesCalls(api, log);
        this.redaction = log.redaction();
        this.probes = probes;
    }

    @Override
    public List<Node> nodes() {
        return list("/api/v1/nodes", "", "", options -> client.nodes().list(options));
    }

    @Override
    public List<Pod> pods(String namespace, String selector) {
        return list(
                core(namespace, "pods"),
                selector,
                "",
                options -> client.pods().inNamespace(namespace).list(options));
    }

    @Override
    public Optional<DaemonSet> daemonSet(String namespace, String name) {
        return calls.call(
                "GET",
                apps(namespace, "daemonsets") + name,
                () -> client.apps()
                        .daemonSets()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    @Override
    public Optional<StatefulSet> statefulSet(String namespace, String name) {
        return calls.call(
                "GET",
                apps(namespace, "statefulsets") + name,
                () -> client.apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return calls.call(
                "GET",
                apps(namespace, "deployments") + name,
                () -> client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
        return calls.call(
                "GET",
                core(namespace, "services") + "/" + name,
                () -> client.services().inNamespace(namespace).withName(name).get());
    }

    @Override
    public List<EndpointSlice> endpointSlices(String namespace, String service) {
        return list(
                "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                "kubernetes.io/service-name=" + service,
                "",
                options -> client.discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace(namespace)
                        .list(options));
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return calls.call(
                        "GET",
                        core(namespace, "secrets") + "/" + name,
                        () -> client.secrets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                .map(secret -> decoded(namespace, name, secret.getData()));
    }

    @Override
    public Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name) {
        int slash = apiVersion.indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
                .withVersion(apiVersion.substring(slash + 1))
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
        return calls.call(
                "GET",
                (slash < 0 ? "/api/" : "/apis/") + apiVersion + "/namespaces/" + namespace + "/" + plural + "/" + name,
                () -> client.genericKubernetesResources(context)
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    @Override
    public List<Event> events(String namespace, String involvedObject) {
        return list(
                        core(namespace, "events"),
                        "",
                        "involvedObject.name=" + involvedObject,
                        options -> client.v1().events().inNamespace(namespace).list(options))
                .stream()
                .sorted(Comparator.comparing(KubernetesCluster::lastSeen))
                .toList();
    }

    @Override
    public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
        String path = core(namespace, "pods") + "/" + pod + "/log?container=" + encoded(container) + "&tailLines="
                + tailLines + "&limitBytes=" + LONGEST_LOG + (previous ? "&previous=true" : "");
        try {
            return calls.call("GET", path, () -> client.raw(path)).orElse("");
        } catch (NoAnswerException e) {
            // The API server says with 400 what is no error here: there is no previous container, or none yet.
            if (e.getCause() instanceof KubernetesClientException refused
                    && refused.getCode() == 400
                    && e.getMessage() != null
                    && (e.getMessage().contains("previous terminated container")
                            || e.getMessage().contains("is waiting to start"))) {
                return "";
            }
            throw e;
        }
    }

    @Override
    public Pod createProbe(Pod pod) {
        return probes.create(pod, calls);
    }

    @Override
    public void deleteProbe(Pod pod) {
        probes.delete(pod, calls);
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            String path, String labelSelector, String fieldSelector, Function<ListOptions, L> request) {
        List<T> all = new ArrayList<>();
        String token = "";
        do {
            ListOptionsBuilder options = new ListOptionsBuilder().withLimit(PAGE);
            String query = "?limit=" + PAGE;
            if (!labelSelector.isEmpty()) {
                options.withLabelSelector(labelSelector);
                query += "&labelSelector=" + encoded(labelSelector);
            }
            if (!fieldSelector.isEmpty()) {
                options.withFieldSelector(fieldSelector);
                query += "&fieldSelector=" + encoded(fieldSelector);
            }
            if (!token.isEmpty()) {
                options.withContinue(token);
                query += "&continue=" + encoded(token);
            }
            L page = calls.call("GET", path + query, () -> request.apply(options.build()))
                    .orElseThrow(() ->
                            new NoAnswerException("Kubernetes at " + client.getMasterUrl() + " serves no " + path));
            all.addAll(page.getItems());
            token = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
        } while (!token.isEmpty());
        return List.copyOf(all);
    }

    private Map<String, byte[]> decoded(String namespace, String name, @Nullable Map<String, String> data) {
        Map<String, byte[]> decoded = new HashMap<>();
        if (data != null) {
            data.forEach((key, value) -> {
                try {
                    byte[] bytes = Base64.getDecoder().decode(value == null ? "" : value);
                    redaction.learn(new String(bytes, StandardCharsets.UTF_8));
                    decoded.put(key, bytes);
                } catch (IllegalArgumentException e) {
                    throw new NoAnswerException(
                            "the value of " + key + " in the Secret " + namespace + "/" + name + " is not base64", e);
                }
            });
        }
        return Map.copyOf(decoded);
    }

    /** RFC 3339 times in UTC compare as text; the API writes seconds here and microseconds there. */
    private static String lastSeen(Event event) {
        return Stream.of(
                        event.getSeries() == null
                                ? null
                                : event.getSeries().getLastObservedTime() == null
                                        ? null
                                        : event.getSeries()
                                                .getLastObservedTime()
                                                .getTime(),
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .map(time -> time.replace("Z", ""))
                .findFirst()
                .orElse("");
    }

    private static String core(String namespace, String plural) {
        return "/api/v1/namespaces/" + namespace + "/" + plural;
    }

    private static String apps(String namespace, String plural) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + plural + "/";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
