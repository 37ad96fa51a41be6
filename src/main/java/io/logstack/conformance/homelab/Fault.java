package io.logstack.conformance.homelab;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be made to go wrong in the homelab. Each changes what a part does, never what a check sees. */
public enum Fault {
    ALLOY_MISSING_ON_NODE("one node has no Alloy pod"),
    ALLOY_CONTAINER_NOT_READY("the config-reloader of one Alloy pod is not ready"),
    LOKI_POD_NOT_READY("the rules sidecar of Loki's pod is not ready; Loki itself goes on serving"),
    GATEWAY_DOWN("the gateway has no ready pod and its port is closed"),
    CANARY_MISSING_ON_NODE("one node has no canary pod"),
    LOKI_RESTART_LOOP("Loki's container keeps being restarted and is in CrashLoopBackOff between its lives"),
    LOKI_OOM_KILLED("Loki's container was OOMKilled a minute ago and is running again"),
    LOKI_UNREADY("Loki's ingester never becomes ready: /ready answers 503, the module is Starting"),
    LOKI_METRICS_BROKEN("Loki's /metrics page is cut in the middle of a sample"),
    GATEWAY_BAD_UPSTREAM("the gateway's upstream names a Service that does not exist: routed paths answer 502"),
    CANARY_MISSING_ENTRIES("one canary does not get back entries that it wrote"),
    ALLOY_NOT_SENDING("one Alloy reads but sends nothing"),
    ALLOY_DROPPING("one Alloy drops a part of its entries"),
    INGESTION_STOPPED("Loki acknowledges what the operator's workloads push, and keeps none of it"),
    LOKI_LOSES_ENTRIES("Loki acknowledges every line and loses some"),
    LOKI_DUPLICATES_ENTRIES("Loki returns some lines twice"),
    LOKI_REORDERS_ENTRIES("Loki returns some neighbouring lines in the wrong order"),
    LOKI_TRUNCATES_LINES("Loki cuts long lines without a word"),
    ALLOY_SEND_ERRORS("one Alloy's connections are reset now and then, and it sends again"),
    NODE_NOT_COLLECTED("the Alloy of one node reads no pod"),
    INGESTION_LAG("Alloy holds entries back for longer than the limit"),
    LABELS_MISSING("Alloy sends entries without their pod label"),
    INGESTION_SILENT("the operator's workloads have not logged for more than ten minutes"),
    NAMESPACE_NOT_COLLECTED("no Alloy collects the pods of one namespace"),
    LOKI_RATE_LIMITING("Loki refuses some of what the operator's application logs, for its rate"),
    LOKI_ACCEPTS_GARBAGE("Loki answers 204 to a push that it cannot parse"),
    OBC_PENDING("the ObjectBucketClaim is Pending"),
    SECRET_MISSING("the Secret with the S3 credentials does not exist"),
    SECRET_KEY_MISSING("the Secret with the S3 credentials has an empty secret key"),
    S3_DOWN("the S3 endpoint refuses connections"),
    S3_BAD_CREDENTIALS("the object store does not know the access key of the Secret"),
    BUCKET_MISSING("the bucket does not exist"),
    BUCKET_PUBLIC("the bucket answers without credentials"),
    CEPH_WARN("Ceph's health is HEALTH_WARN: an OSD is nearly full; the object store serves"),
    CEPH_ERROR("Ceph's health is HEALTH_ERR: a placement group is damaged; the object store still serves"),
    RGW_NO_ENDPOINTS("the object store's RGW pod is not ready, so that its Service leads nowhere"),
    S3_BLOCKED_FROM_NAMESPACE("the pod network lets no pod of the monitoring namespace but Loki's to the object store"),
    LOKI_ON_FILESYSTEM("Loki keeps its chunks on the disk of its pod"),
    CHUNKS_NOT_FLUSHED("Loki keeps every chunk in memory and writes none to the bucket"),
    FLUSH_FAILURES("some of Loki's writes to the bucket fail"),
    STORAGE_GROWTH("a job that was given the wrong bucket dumps 24 GiB a day into Loki's"),
    SLOW_QUERIES("Loki takes longer than the limit for a query"),
    QUERY_ERRORS("Loki answers some metric queries with 500"),
    SLOW_P95("Loki takes longer than the limit for what dashboards ask over a day; short queries are as fast as ever"),
    ERROR_RATE("Loki's queue of queries is full for what dashboards ask over a day, which it answers with 429"),
    MATCHER_BROKEN("label matchers take a regular expression that is found anywhere in the value for a match"),
    LINE_FILTER_BROKEN("line filters overlook the case of letters"),
    METRIC_QUERY_BROKEN("metric queries overlook every third entry of a stream"),
    INDEX_UNUSED("every query reads all streams of its range, and throws away what does not match"),
    PAGING_BROKEN("log queries return one entry more than their limit"),
    MULTI_NAMESPACE_BROKEN("of several namespaces that a query names, Loki looks for the first only"),
    GUARDS_OFF("Loki's limits on queries are off"),
    RETENTION_24H("Loki runs with a retention of one day"),
    RETENTION_NOT_ENFORCED("the compactor runs with retention_enabled: false"),
    OLD_ENTRIES_KEPT("the compactor reports success and deletes nothing"),
    ENTRIES_DELETED_EARLY("the compactor deletes what is older than half its retention"),
    NAMESPACE_RETENTION_MISSING("Loki runs without the retention rules of single namespaces"),
    COMPACTOR_STALLED("the compactor has not finished a run for a day"),
    VOLUME_UNAVAILABLE("Loki's volume endpoints are off"),
    RESOURCES_UNSET("neither Loki's HelmRelease nor its container sets requests or limits"),
    HIGH_CPU("the metrics API measures Loki at nine tenths of its CPU limit"),
    HIGH_MEMORY("the metrics API measures Loki at 95% of its memory limit"),
    PUSH_THROTTLED(
            "Loki runs with an ingestion rate limit that today's logs stay under, and the projected ones do not"),
    BACKLOG_GROWING("Loki flushes fewer series than come to be flushed, and its queue of them grows"),
    VOLUME_OVER_PROJECTION("the application logs the bodies of its requests, more than the projected volume"),
    POOR_COMPRESSION("Loki runs with chunk_encoding: none and stores its chunks as they are"),
    METRIC_RENAMED("the Alloys expose alloy_config_last_load_successful, which an alert names, under another name"),
    ALERT_RULE_MISSING("the alert on errors is not among the rules"),
    ALERT_THRESHOLD_WRONG("the alert on query latency compares with 20 seconds"),
    ALERT_INERT("the alert on missing logs looks for a job that no target has"),
    ALERT_FIRING("one Alloy could not load its last configuration, and the alert on that fires"),
    SCRAPE_DOWN("Prometheus cannot reach the port of one Alloy"),
    DATASOURCE_BROKEN("the URL of Grafana's Loki data source leads nowhere"),
    DASHBOARD_MISSING("the ConfigMap of Alloy's dashboard holds none"),
    HELMRELEASE_NOT_READY("the last upgrade of Loki's HelmRelease failed"),
    HELMRELEASE_SUSPENDED("Alloy's HelmRelease is suspended"),
    SOURCE_NOT_READY("Flux cannot fetch the repository that the charts come from"),
    ROLLOUT_STUCK("a quota refuses the new pod of a rollout of the gateway; the old one goes on serving"),
    NO_ROLLBACK_TARGET("the history of Loki's HelmRelease holds its second revision and not the first"),
    CONFIG_DRIFT("the gateway was scaled by hand to two replicas, and its HelmRelease declares one"),
    EXPORT_NOT_APPLICABLE(
            "Loki's HelmRelease has a timeout of 1d, from before its CustomResourceDefinition took to refusing days"),
    INVENTORY_MISMATCH("the bucket's index has lost entries: listings leave out chunks that are there and counted"),
    LOKI_DOES_NOT_RETURN("once its pod has been deleted, Loki does not start again"),
    WAL_LOST("Loki's volume comes back empty: its write-ahead log and the index that was not uploaded are gone"),
    ALLOY_DOES_NOT_RESUME("after a restart the Alloy of one node begins at the ends of the files that it reads"),
    RESTORE_FAILS(
            "Loki's HelmRelease, applied again after it was deleted, never becomes Ready: its installation times out"),
    GATEWAY_DROPS_ON_SCALE("the gateway's Service leads to pods that do not listen yet, and to pods that have ended"),
    FLUSH_LOSES_DATA("Loki forgets what it could not write to the bucket, as if it had been written");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    /** As written on the command line and in the catalogue: {@code s3-down}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the part does, as a clause. */
    public String description() {
        return description;
    }

    /**
     * The fault of a label.
     *
     * @throws IllegalArgumentException when there is none, naming those that there are
     */
    public static Fault of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + label + "'; the homelab knows "
                        + Arrays.stream(values()).map(Fault::label).collect(Collectors.joining(", "))));
    }
}
