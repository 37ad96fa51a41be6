package io.logstack.conformance.homelab.kubernetes.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;

/** The kinds that one API server serves: the built-in ones, and those that CustomResourceDefinitions add. Thread-safe. */
public final class ResourceKinds {
    private static final Set<String> ALL_VERBS =
            Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final Set<String> READ_VERBS = Set.of("get", "list");
    private static final Set<String> STATUS = Set.of("status");
    private static final Set<String> SCALED = Set.of("status", "scale");

    public static final ResourceKind NAMESPACE = cluster("", "v1", "Namespace", "namespaces", "ns", STATUS);
    public static final ResourceKind NODE = cluster("", "v1", "Node", "nodes", "no", STATUS);
    public static final ResourceKind POD = namespaced(
            "", "v1", "Pod", "pods", "po", Set.of("status", "log", "proxy", "portforward", "exec", "attach"));
    public static final ResourceKind SERVICE =
            namespaced("", "v1", "Service", "services", "svc", Set.of("status", "proxy"));
    public static final ResourceKind SECRET = namespaced("", "v1", "Secret", "secrets", "", Set.of());
    public static final ResourceKind EVENT = namespaced("", "v1", "Event", "events", "ev", Set.of());
    public static final ResourceKind VOLUME_CLAIM =
            namespaced("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", STATUS);
    public static final ResourceKind DAEMON_SET = namespaced("apps", "v1", "DaemonSet", "daemonsets", "ds", STATUS);
    public static final ResourceKind STATEFUL_SET =
            namespaced("apps", "v1", "StatefulSet", "statefulsets", "sts", SCALED);
    public static final ResourceKind DEPLOYMENT =
            namespaced("apps", "v1", "Deployment", "deployments", "deploy", SCALED);
    public static final ResourceKind REPLICA_SET = namespaced("apps", "v1", "ReplicaSet", "replicasets", "rs", SCALED);
    public static final ResourceKind ENDPOINT_SLICE =
            namespaced("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", "", Set.of());
    public static final ResourceKind CUSTOM_RESOURCE_DEFINITION = cluster(
            "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", "crd", STATUS);

    public static final ResourceKind ACCESS_REVIEW = new ResourceKind(
            "authorization.k8s.io",
            "v1",
            "SelfSubjectAccessReview",
            "selfsubjectaccessreviews",
            false,
            List.of(),
            Set.of(),
            Set.of("create"),
            false);

    public static final ResourceKind SELF_REVIEW = new ResourceKind(
            "authentication.k8s.io",
            "v1",
            "SelfSubjectReview",
            "selfsubjectreviews",
            false,
            List.of(),
            Set.of(),
            Set.of("create"),
            false);

    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final List<ResourceKind> BUILT_IN = List.of(
            NAMESPACE,
            NODE,
            POD,
            SERVICE,
            SECRET,
            EVENT,
            VOLUME_CLAIM,
            namespaced("", "v1", "ConfigMap", "configmaps", "cm", Set.of()),
            namespaced("", "v1", "ServiceAccount", "serviceaccounts", "sa", Set.of()),
            DAEMON_SET,
            STATEFUL_SET,
            DEPLOYMENT,
            REPLICA_SET,
            ENDPOINT_SLICE,
            CUSTOM_RESOURCE_DEFINITION,
            namespaced(RBAC, "v1", "Role", "roles", "", Set.of()),
            namespaced(RBAC, "v1", "RoleBinding", "rolebindings", "", Set.of()),
            cluster(RBAC, "v1", "ClusterRole", "clusterroles", "", Set.of()),
            cluster(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", "", Set.of()),
            new ResourceKind(
                    "metrics.k8s.io", "v1beta1", "PodMetrics", "pods", true, List.of(), Set.of(), READ_VERBS, false),
            new ResourceKind(
                    "metrics.k8s.io", "v1beta1", "NodeMetrics", "nodes", false, List.of(), Set.of(), READ_VERBS, false),
            ACCESS_REVIEW,
            SELF_REVIEW);

    private final ConcurrentMap<String, ResourceKind> byPath = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ResourceKind> byKind = new ConcurrentHashMap<>();

    public ResourceKinds() {
        BUILT_IN.forEach(this::add);
    }

    /** The kind at a path, such as {@code apps/v1} and {@code daemonsets}. */
    public Optional<ResourceKind> at(String apiVersion, String plural) {
        return Optional.ofNullable(byPath.get(apiVersion + "/" + plural));
    }

    /** The kind of a manifest. */
    public Optional<ResourceKind> of(String apiVersion, String kind) {
        return Optional.ofNullable(byKind.get(apiVersion + "/" + kind));
    }

    public Collection<ResourceKind> all() {
        return byPath.values();
    }

    /** Group versions with at least one kind, such as {@code apps/v1}, in order. */
    public Set<String> apiVersions() {
        Set<String> versions = new TreeSet<>();
        all().forEach(kind -> versions.add(kind.apiVersion()));
        return versions;
    }

    /** Serves what a CustomResourceDefinition declares. */
    void define(JsonNode definition) {
        versions(definition).forEach(this::add);
    }

    /** Serves no more what a CustomResourceDefinition declares. */
    List<ResourceKind> forget(JsonNode definition) {
        List<ResourceKind> gone = versions(definition);
        for (ResourceKind kind : gone) {
            byPath.remove(kind.apiVersion() + "/" + kind.plural());
            byKind.remove(kind.apiVersion() + "/" + kind.kind());
        }
        return gone;
    }

    private void add(ResourceKind kind) {
        byPath.put(kind.apiVersion() + "/" + kind.plural(), kind);
        byKind.put(kind.apiVersion() + "/" + kind.kind(), kind);
    }

    private static List<ResourceKind> versions(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        JsonNode names = spec.path("names");
        return spec.path("versions")
                .valueStream()
                .filter(version -> version.path("served").asBoolean(false))
                .map(version -> new ResourceKind(
                        spec.path("group").asString(""),
                        version.path("name").asString(""),
                        names.path("kind").asString(""),
                        names.path("plural").asString(""),
                        spec.path("scope").asString("").equals("Namespaced"),
                        names.path("shortNames")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        version.path("subresources").has("status") ? STATUS : Set.of(),
                        ALL_VERBS,
                        true))
                .toList();
    }

    private static ResourceKind namespaced(
            String group, String version, String kind, String plural, String shortName, Set<String> subresources) {
        return builtIn(group, version, kind, plural, true, shortName, subresources);
    }

    private static ResourceKind cluster(
            String group, String version, String kind, String plural, String shortName, Set<String> subresources) {
        return builtIn(group, version, kind, plural, false, shortName, subresources);
    }

    private static ResourceKind builtIn(
            String group,
            String version,
            String kind,
            String plural,
            boolean namespaced,
            String shortName,
            Set<String> subresources) {
        List<String> shortNames = shortName.isEmpty() ? List.of() : List.of(shortName);
        return new ResourceKind(group, version, kind, plural, namespaced, shortNames, subresources, ALL_VERBS, false);
    }
}
