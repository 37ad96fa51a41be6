package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Kubernetes API through fabric8's client and model. */
final class KubernetesCluster implements Cluster {
    /** What the server answers when it does not know any more what the next page is of. */
    private static final int GONE = 410;

    private static final int MOST_BEGINNINGS = 3;
    private static final int PAGE = 500;
    private static final int LONGEST_LOG = 4 << 20;

    /** Of an object for what it is; 401, 403 and the like are about who asks. */
    private static final Set<Integer> REFUSALS = Set.of(400, 409, 422);

    private final KubernetesCalls calls;
    private final Redaction redaction;
    private final Probes probes;
    private final Disturbances disturbances;

    KubernetesCluster(KubernetesCalls calls, Redaction redaction, Probes probes) {
        this.calls = calls;
        this.redaction = redaction;
        this.probes = probes;
        this.disturbances = new Disturbances(calls, probes::mark);
    }

    @Override
    public List<Node> nodes() {
        return list("/api/v1/nodes", "", NodeList.class);
    }

    @Override
    public List<Pod> pods(String namespace, String selector) {
        return list(core(namespace, "pods"), "&labelSelector=" + encoded(selector), PodList.class);
    }

    @Override
    public Optional<DaemonSet> daemonSet(String namespace, String name) {
        return calls.get(apps(namespace, "daemonsets") + name, DaemonSet.class);
    }

    @Override
    public Optional<StatefulSet> statefulSet(String namespace, String name) {
        return calls.get(apps(namespace, "statefulsets") + name, StatefulSet.class);
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return calls.get(apps(namespace, "deployments") + name, Deployment.class);
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
        return calls.get(core(namespace, "services") + "/" + name, Service.class);
    }

    @Override
    public List<EndpointSlice> endpointSlices(String namespace, String service) {
        return list(
                "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                "&labelSelector=" + encoded("kubernetes.io/service-name=" + service),
                EndpointSliceList.class);
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return calls.get(core(namespace, "secrets") + "/" + name, Secret.class)
                .map(secret -> decoded(namespace, name, secret.getData()));
    }

    @Override
    public Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name) {
        return calls.get(namespaced(apiVersion, namespace, plural) + "/" + name, GenericKubernetesResource.class);
    }

    @Override
    public Optional<GenericKubernetesResource> secretObject(String namespace, String name) {
        return calls.get(core(namespace, "secrets") + "/" + name, GenericKubernetesResource.class)
                .map(secret -> {
                    Map<String, String> data = new HashMap<>();
                    if (secret.get("data") instanceof Map<?, ?> values) {
                        values.forEach((key, value) -> data.put(String.valueOf(key), String.valueOf(value)));
                    }
                    data.values().forEach(redaction::learn);
                    var unused = decoded(namespace, name, data);
                    return secret;
                });
    }

    @Override
    public Optional<GenericKubernetesResource> definition(String name) {
        return calls.get(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name, GenericKubernetesResource.class);
    }

    @Override
    public Optional<String> refusal(String plural, GenericKubernetesResource object) {
        String version = object.getApiVersion();
        String path = (version.contains("/") ? "/apis/" : "/api/") + version + "/namespaces/"
                + object.getMetadata().getNamespace() + "/" + plural;
        try {
            return calls.send(
                                    "POST",
                                    path + "?dryRun=All&fieldValidation=Strict&fieldManager=" + Mark.SUITE,
                                    object,
                                    GenericKubernetesResource.class)
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of("there is no " + path);
        } catch (NoAnswerException e) {
            if (e.getCause() instanceof KubernetesClientException refused && REFUSALS.contains(refused.getCode())) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public List<Event> events(String namespace, String involvedObject) {
        return list(
                        core(namespace, "events"),
                        "&fieldSelector=" + encoded("involvedObject.name=" + involvedObject),
                        EventList.class)
                .stream()
                .sorted(Comparator.comparing(KubernetesCluster::lastSeen))
                .toList();
    }

    @Override
    public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
        String path = core(namespace, "pods") + "/" + pod + "/log?container=" + encoded(container) + "&tailLines="
                + tailLines + "&limitBytes=" + LONGEST_LOG + (previous ? "&previous=true" : "");
        try {
            return calls.text(path).orElse("");
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
    public void deletePod(Pod pod) {
        disturbances.deletePod(pod);
    }

    @Override
    public void restart(DaemonSet daemonSet) {
        disturbances.restart(daemonSet);
    }

    @Override
    public void scale(Deployment deployment, int replicas) {
        disturbances.scale(deployment, replicas);
    }

    @Override
    public void delete(String plural, GenericKubernetesResource backup) {
        disturbances.delete(plural, backup);
    }

    @Override
    public GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest) {
        return disturbances.apply(plural, manifest);
    }

    @Override
    public Pod createProbe(Pod pod) {
        return probes.create(pod, calls);
    }

    @Override
    public void deleteProbe(Pod pod) {
        probes.delete(pod, calls);
    }

    /** A list whose pages take longer than the server keeps what it lists is begun anew, some times. */
    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            String path, String selectors, Class<L> type) {
        for (int begun = 1; ; begun++) {
            try {
                return pages(path, selectors, type);
            } catch (NoAnswerException e) {
                boolean gone = e.getCause() instanceof KubernetesClientException refused && refused.getCode() == GONE;
                if (!gone || begun == MOST_BEGINNINGS) {
                    throw e;
                }
            }
        }
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> pages(
            String path, String selectors, Class<L> type) {
        List<T> all = new ArrayList<>();
        String next = "";
        do {
            String asked = path + "?limit=" + PAGE + selectors + next;
            L page = calls.get(asked, type)
                    .filter(answer -> answer.getMetadata() != null && answer.getItems() != null)
                    .orElseThrow(() -> new NoAnswerException(
                            "Kubernetes at " + calls.address() + " answered GET " + path + " with no list"));
            all.addAll(page.getItems());
            String token = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
            next = token.isEmpty() ? "" : "&continue=" + encoded(token);
        } while (!next.isEmpty());
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
        String series = event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                ? null
                : event.getSeries().getLastObservedTime().getTime();
        String once = event.getEventTime() == null ? null : event.getEventTime().getTime();
        return Stream.of(
                        series,
                        event.getLastTimestamp(),
                        once,
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .map(time -> time.replace("Z", ""))
                .findFirst()
                .orElse("");
    }

    /** The path of a collection; the core group is the one without a name. */
    static String namespaced(String apiVersion, String namespace, String plural) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion + "/namespaces/" + namespace + "/" + plural;
    }

    private static String core(String namespace, String plural) {
        return namespaced("v1", namespace, plural);
    }

    private static String apps(String namespace, String plural) {
        return namespaced("apps/v1", namespace, plural) + "/";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
