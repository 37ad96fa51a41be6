package io.logstack.conformance.catalog;

import java.util.List;

/**
 * A right at the Kubernetes API. All that the suite asks of it is covered by one of these; the roles of
 * {@code profiles/rbac} are made of them, one rule each.
 */
public enum Right {
    LIST_NODES(Safety.OBSERVE, Place.CLUSTER, "", "list", "the nodes that a DaemonSet admits", "nodes"),
    GET_DEFINITIONS(
            Safety.OBSERVE,
            Place.CLUSTER,
            Limit.RELEASE_DEFINITION,
            "apiextensions.k8s.io",
            "get",
            "the schema of a HelmRelease",
            "customresourcedefinitions"),
    LIST_PODS(Safety.OBSERVE, Place.MONITORING, "", "list", "pods of the stack: where they run, how they are", "pods"),
    GET_LOGS(Safety.OBSERVE, Place.MONITORING, "", "get", "what Alloy and the probe pods log", "pods/log"),
    LIST_EVENTS(Safety.OBSERVE, Place.MONITORING, "", "list", "shown beside a failure", "events"),
    GET_DAEMON_SETS(Safety.OBSERVE, Place.MONITORING, "apps", "get", "Alloy and the canaries", "daemonsets"),
    GET_STATEFUL_SETS(Safety.OBSERVE, Place.MONITORING, "apps", "get", "Loki", "statefulsets"),
    GET_DEPLOYMENTS(Safety.OBSERVE, Place.MONITORING, "apps", "get", "the gateway", "deployments"),
    GET_SERVICES(Safety.OBSERVE, Place.MONITORING, "", "get", "Services of the stack's parts", "services"),
    LIST_ENDPOINTS(
            Safety.OBSERVE,
            Place.MONITORING,
            "discovery.k8s.io",
            "list",
            "which pods are behind these Services, and ready",
            "endpointslices"),
    GET_CREDENTIALS(
            Safety.OBSERVE,
            Place.MONITORING,
            Limit.CREDENTIALS,
            "",
            "get",
            "the S3 credentials, and no other Secret",
            "secrets"),
    GET_CLAIMS(Safety.OBSERVE, Place.MONITORING, "objectbucket.io", "get", "Loki's bucket claim", "objectbucketclaims"),
    GET_RELEASES(
            Safety.OBSERVE,
            Place.MONITORING,
            "helm.toolkit.fluxcd.io",
            "get",
            "the releases of Loki and Alloy",
            "helmreleases"),
    GET_USAGE(Safety.OBSERVE, Place.MONITORING, "metrics.k8s.io", "get", "what Loki's pod uses", "pods"),
    FORWARD_PORTS(Safety.OBSERVE, Place.MONITORING, "", "get", "connections to the stack's parts", "pods/portforward"),
    OPEN_FORWARDS(
            Safety.OBSERVE,
            Place.MONITORING,
            "",
            "create",
            "the same connections: Kubernetes 1.35 and newer ask for this one too",
            "pods/portforward"),
    PROXY_REQUESTS(
            Safety.OBSERVE,
            Place.MONITORING,
            "",
            "get",
            "requests to the stack's parts through the API server's proxy",
            "services/proxy",
            "pods/proxy"),
    PROXY_PUSHES(
            Safety.PROBE, Place.MONITORING, "", "create", "pushes through the API server's proxy", "services/proxy"),
    PROXY_FLUSHES(
            Safety.PROBE,
            Place.MONITORING,
            "",
            "create",
            "asking each pod of Loki's write path to flush, through the API server's proxy",
            "pods/proxy"),
    GET_STORE_SERVICE(Safety.OBSERVE, Place.STORAGE, "", "get", "the object store's Service", "services"),
    LIST_STORE_ENDPOINTS(
            Safety.OBSERVE,
            Place.STORAGE,
            "discovery.k8s.io",
            "list",
            "which pods are behind it, and ready",
            "endpointslices"),
    FORWARD_STORE_PORTS(
            Safety.OBSERVE, Place.STORAGE, "", "get", "connections to the object store", "pods/portforward"),
    OPEN_STORE_FORWARDS(
            Safety.OBSERVE,
            Place.STORAGE,
            "",
            "create",
            "the same connections: Kubernetes 1.35 and newer ask for this one too",
            "pods/portforward"),
    GET_CEPH(Safety.OBSERVE, Place.STORAGE, "ceph.rook.io", "get", "Ceph's health", "cephclusters", "cephobjectstores"),
    GET_SOURCES(
            Safety.OBSERVE,
            Place.GITOPS,
            "source.toolkit.fluxcd.io",
            "get",
            "where the charts come from, whichever kind of source it is",
            "helmrepositories",
            "ocirepositories",
            "gitrepositories",
            "buckets",
            "helmcharts"),
    CREATE_PODS(Safety.PROBE, Place.MONITORING, "", "create", "probe pods", "pods"),
    DELETE_PODS(
            Safety.PROBE,
            Place.MONITORING,
            "",
            "delete",
            "probe pods, those of killed runs included; at disrupt Loki's pod as well",
            "pods"),
    RESTART_ALLOY(
            Safety.DISRUPT, Place.MONITORING, Limit.ALLOY, "apps", "patch", "Alloy's rollout restart", "daemonsets"),
    SCALE_GATEWAY(
            Safety.DISRUPT,
            Place.MONITORING,
            Limit.GATEWAY,
            "apps",
            "patch",
            "the gateway's replicas, and putting back what a killed run left of them",
            "deployments"),
    DRY_RUN_RELEASES(
            Safety.DISRUPT,
            Place.MONITORING,
            "helm.toolkit.fluxcd.io",
            "create",
            "dry runs of the backup: Kubernetes asks for the right of the real thing",
            "helmreleases"),
    DRY_RUN_CREDENTIALS(
            Safety.DISRUPT,
            Place.MONITORING,
            "",
            "create",
            "dry runs of the backup, as before; what is created cannot be limited by name",
            "secrets");

    /** Where a right is needed; which namespace that is, the profile says. */
    public enum Place {
        CLUSTER,
        MONITORING,
        STORAGE,
        GITOPS
    }

    /** Which objects a right is limited to by name; the names are in the profile. */
    public enum Limit {
        NONE,
        CREDENTIALS,
        RELEASE_DEFINITION,
        ALLOY,
        GATEWAY
    }

    private final Safety safety;
    private final Place place;
    private final Limit limit;
    private final String group;
    private final String verb;
    private final String purpose;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> resources;

    Right(Safety safety, Place place, String group, String verb, String purpose, String... resources) {
        this(safety, place, Limit.NONE, group, verb, purpose, resources);
    }

    Right(Safety safety, Place place, Limit limit, String group, String verb, String purpose, String... resources) {
        this.safety = safety;
        this.place = place;
        this.limit = limit;
        this.group = group;
        this.verb = verb;
        this.purpose = purpose;
        this.resources = List.of(resources);
    }

    /** The lowest level whose role has it. */
    public Safety safety() {
        return safety;
    }

    public Place place() {
        return place;
    }

    public Limit limit() {
        return limit;
    }

    /** Empty for the core group. */
    public String group() {
        return group;
    }

    public String verb() {
        return verb;
    }

    /** Plurals, with a subresource after a slash. */
    public List<String> resources() {
        return resources;
    }

    /** What it is for, as a noun phrase. */
    public String purpose() {
        return purpose;
    }
}
