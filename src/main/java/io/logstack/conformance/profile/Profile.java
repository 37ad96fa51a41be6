package io.logstack.conformance.profile;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Safety;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the operator says of their stack. Keys are written in kebab case; the file has them without the {@code logstack}
 * prefix, environment and system properties with it. Defaults are the runbook's.
 */
@ConfigMapping(prefix = "logstack")
public interface Profile {
    /** Name of the profile, shown in reports. */
    String name();

    Tier tier();

    /** The most that the suite may do to the stack. */
    @WithDefault("observe")
    Safety safety();

    /** Violations at this level and above fail the run; those below warn. */
    @WithDefault("should")
    Level failOn();

    /** Capabilities whose absence is a failure instead of NOT-APPLICABLE. */
    Optional<Set<Capability>> requiredCapabilities();

    /** Seed of the synthetic workload; drawn and printed when absent. */
    OptionalLong seed();

    /** Path of the runbook in use, which is held against the stack too. */
    @WithDefault("fixtures/runbook.md")
    String runbook();

    /** Embedded tier only: faults that are on from the start. */
    Optional<List<String>> fault();

    Homelab homelab();

    /** Expectations whose failure is known and only warns, by ID. */
    Map<String, Waiver> waivers();

    Kubernetes kubernetes();

    Namespaces namespaces();

    Tls tls();

    Proxy proxy();

    Loki loki();

    /** In mode SimpleScalable only, as are {@link #read} and {@link #backend}. */
    Write write();

    Read read();

    Backend backend();

    Gateway gateway();

    Alloy alloy();

    Canary canary();

    ObjectStore objectStore();

    Prometheus prometheus();

    Grafana grafana();

    Alerting alerting();

    Ingestion ingestion();

    Retention retention();

    Queries queries();

    Capacity capacity();

    Workload workload();

    Windows windows();

    Timeouts timeouts();

    Reports reports();

    Containers containers();

    Images images();

    /** Containers tier only: files of alerting rules, for Prometheus, instead of the fixtures'. */
    Optional<List<String>> rules();

    /** Embedded tier only. */
    interface Homelab {
        /** Directories with the cluster's objects; what lies in a later one is laid over those before. */
        @WithDefault("fixtures/cluster")
        List<String> cluster();
    }

    interface Kubernetes {
        /** Path of a kubeconfig; the client's usual search when absent. */
        Optional<String> kubeconfig();

        /** Context that the operator names as the one to judge; {@code probe} needs it on the live tier. */
        Optional<String> context();
    }

    interface Namespaces {
        @WithDefault("monitoring")
        String monitoring();

        @WithDefault("storage")
        String storage();

        @WithDefault("flux-system")
        String gitops();
    }

    /** Who the suite is to a part that asks: by name and password, or by bearer token. */
    interface Login {
        Optional<String> username();

        Optional<Secret> password();

        /** A file with the password, read once. */
        Optional<String> passwordFile();

        Optional<Secret> token();

        /** A file with the token, read once. */
        Optional<String> tokenFile();
    }

    /** Of parts that are reached by URL. */
    interface Tls {
        /** PEM file of the CAs that their certificates must come from; those of this machine when absent. */
        Optional<String> caFile();

        /** PEM file of the certificate that the suite shows to who asks, and of those between it and its CA. */
        Optional<String> clientCertificateFile();

        /** PEM file of its private key. */
        Optional<String> clientKeyFile();
    }

    /** On the way to parts that are reached by URL. */
    interface Proxy {
        Optional<ProxyAddress> url();

        /** Hosts that are reached without it; one that begins with a dot stands for all below it. */
        Optional<List<String>> except();
    }

    interface Loki extends Login {
        /** Which workloads it is made of. */
        @WithDefault("SingleBinary")
        DeploymentMode deploymentMode();

        /** Base URL of Loki itself, as its Service would be asked: {@code /ready}, {@code /metrics}, {@code /config}. */
        Optional<URI> url();

        /** How it is reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        /** {@code X-Scope-OrgID}, for a Loki with tenants. */
        Optional<String> tenant();

        /** Containers tier only: a file with Loki's configuration, instead of the fixtures'. */
        Optional<String> config();

        @WithDefault("loki")
        String statefulSet();

        @WithDefault("loki")
        String service();

        @WithDefault("3100")
        int port();

        /** Label selector of Loki's pods. */
        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=single-binary")
        String selector();

        /** How many of them there are at least: runbook, Health Checks. */
        @WithDefault("1")
        PodCount pods();

        /** The container of these pods that Loki runs in. */
        @WithDefault("loki")
        String container();

        /** Name of the HelmRelease, in the monitoring namespace. */
        @WithDefault("loki")
        String helmRelease();
    }

    /** What of Loki takes pushes: distributors and ingesters. */
    interface Write {
        /** Base URL of it. */
        Optional<URI> url();

        @WithDefault("loki-write")
        String statefulSet();

        @WithDefault("loki-write")
        String service();

        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=write")
        String selector();

        /** How many of its pods there are at least: the chart's default. */
        @WithDefault("3")
        PodCount pods();
    }

    /** What of Loki answers queries. */
    interface Read {
        /** Base URL of it. */
        Optional<URI> url();

        @WithDefault("loki-read")
        String deployment();

        @WithDefault("loki-read")
        String service();

        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=read")
        String selector();

        /** How many of its pods there are at least: the chart's default. */
        @WithDefault("3")
        PodCount pods();
    }

    /** The rest of Loki: compactor, ruler, index gateway. */
    interface Backend {
        /** Base URL of it. */
        Optional<URI> url();

        @WithDefault("loki-backend")
        String statefulSet();

        @WithDefault("loki-backend")
        String service();

        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=backend")
        String selector();

        /** How many of its pods there are at least: the chart's default. */
        @WithDefault("3")
        PodCount pods();
    }

    interface Gateway extends Login {
        Optional<URI> url();

        /** How it is reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        @WithDefault("loki-gateway")
        String deployment();

        @WithDefault("loki-gateway")
        String service();

        @WithDefault("80")
        int port();

        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=gateway")
        String selector();

        /** How many of its pods there are at least: runbook, Health Checks. */
        @WithDefault("1")
        PodCount pods();
    }

    interface Alloy {
        /** Base URL of every Alloy, where there is no Kubernetes to find them by. */
        Optional<List<URI>> urls();

        /** How its pods are reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        /** Containers tier only: a file with Alloy's configuration, instead of the fixtures'. */
        Optional<String> config();

        @WithDefault("alloy")
        String daemonSet();

        @WithDefault("12345")
        int port();

        @WithDefault("app.kubernetes.io/name=alloy")
        String selector();

        /** How many of them there are at least: runbook, Health Checks. */
        @WithDefault("per-node")
        PodCount pods();

        /** The container of these pods that Alloy runs in. */
        @WithDefault("alloy")
        String container();

        /** Name of the HelmRelease, in the monitoring namespace. */
        @WithDefault("alloy")
        String helmRelease();
    }

    interface Canary {
        /** Base URL of every canary, where there is no Kubernetes to find them by. */
        Optional<List<URI>> urls();

        /** How its pods are reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        @WithDefault("loki-canary")
        String daemonSet();

        @WithDefault("3500")
        int port();

        @WithDefault("app.kubernetes.io/name=loki,app.kubernetes.io/component=canary")
        String selector();

        /** How many of them there are at least: runbook, Health Checks. */
        @WithDefault("per-node")
        PodCount pods();
    }

    interface ObjectStore {
        Optional<URI> url();

        /** How it is reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        @WithDefault("loki-chunks")
        String bucket();

        @WithDefault("us-east-1")
        String region();

        /** Credentials, where there is no Kubernetes Secret to read them from. */
        Optional<String> accessKey();

        Optional<Secret> secretKey();

        /** A file with the secret key, read once. */
        Optional<String> secretKeyFile();

        /** Name of the Secret with the credentials, in the monitoring namespace. */
        @WithDefault("loki-s3-credentials")
        String secret();

        @WithDefault("AWS_ACCESS_KEY_ID")
        String accessKeyField();

        @WithDefault("AWS_SECRET_ACCESS_KEY")
        String secretKeyField();

        /** Name of the ObjectBucketClaim, in the monitoring namespace. */
        @WithDefault("loki-bucket")
        String claim();

        @WithDefault("rook-ceph-rgw-storage")
        String service();

        @WithDefault("80")
        int port();

        /** Name of the CephCluster, in the storage namespace. */
        @WithDefault("rook-ceph")
        String cephCluster();

        /** Name of the CephObjectStore, in the storage namespace. */
        @WithDefault("storage")
        String cephObjectStore();
    }

    interface Prometheus extends Login {
        Optional<URI> url();

        /** How it is reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        @WithDefault("kube-prometheus-stack-prometheus")
        String service();

        @WithDefault("9090")
        int port();

        /** PromQL matchers, without braces, of Loki's target. */
        @WithDefault("job=~\"(.+/)?loki(-(write|read|backend))?\"")
        String lokiMatchers();

        /** PromQL matchers, without braces, of the Alloys' targets. */
        @WithDefault("job=~\"(.+/)?alloy\"")
        String alloyMatchers();
    }

    interface Grafana extends Login {
        Optional<URI> url();

        /** How it is reached; by URL where there is one, else by port-forward. Live tier only. */
        Optional<Access> access();

        @WithDefault("kube-prometheus-stack-grafana")
        String service();

        @WithDefault("80")
        int port();

        /** Name of the Loki data source; every one of type loki when absent. */
        Optional<String> dataSource();

        /** Titles or UIDs of dashboards that must exist; any that speaks of Loki or logs will do when absent. */
        Optional<List<String>> dashboards();
    }

    interface Alerting {
        /**
         * Regular expression over the names of rule groups: the alerts of those it matches as a whole are logging alerts,
         * beside all that name a metric of Loki's or Alloy's.
         */
        @WithDefault("(?i).*(logging|loki|alloy).*")
        String groups();

        /** The alert on no logs: runbook, Alert Thresholds. */
        Optional<String> noLogs();

        /** The alert on query latency: runbook, Alert Thresholds. */
        Optional<String> queryLatency();

        /** The alert on errors: runbook, Alert Thresholds. */
        Optional<String> errorRate();

        /** The alert on storage growth: runbook, Alert Thresholds. */
        Optional<String> storageGrowth();

        /** The longest that these alerts may hold back, where the runbook gives no time. */
        @WithDefault("15m")
        Duration longestHold();
    }

    interface Ingestion {
        /** Namespaces that must have recent logs. */
        @WithDefault("monitoring,storage,flux-system,app")
        List<String> namespaces();

        /** How old the operator's newest entry may be: runbook, Alert Thresholds. */
        @WithDefault("10m")
        Duration freshness();

        /** How long a line may take from a pod's stdout to a query's answer. */
        @WithDefault("30s")
        Duration lag();

        /**
         * LogQL matchers, without braces, that leave out what is not the operator's: the canary's streams and the suite's
         * own.
         */
        @WithDefault("name!=\"loki-canary\",conformance_run=\"\"")
        String operatorMatchers();
    }

    interface Retention {
        /** Runbook, Log Retention Review: seven days. */
        @WithDefault("7d")
        Duration period();

        /** How much longer than its retention an entry may still be seen: the compactor's interval, delay and table. */
        @WithDefault("26h")
        Duration slack();

        /** Periods of single namespaces that are not kept as long as all others: runbook, Growth Projections. */
        Map<String, Duration> namespaces();
    }

    interface Queries {
        @WithDefault("1s")
        Duration averageLimit();

        /** Runbook, Alert Thresholds: P95 over 2 seconds. */
        @WithDefault("2s")
        Duration p95Limit();

        /** What Loki itself may take for 95% of what it is asked: runbook, Alert Thresholds, P95 over 2 seconds. */
        @WithDefault("2s")
        Duration serverP95Limit();

        /** Percent of requests that may fail: runbook, Alert Thresholds, error rate over 5%. */
        @WithDefault("5")
        int errorShare();

        /** How often each functional query is measured, at least 20. */
        @WithDefault("20")
        int samples();

        /** How often each is measured at most, while the samples cannot tell on which side of its limit the P95 lies. */
        @WithDefault("200")
        int samplesLimit();

        /** How surely the samples are to tell that, in percent; 50 to 99. */
        @WithDefault("95")
        int confidence();

        /** The functional queries by name; those of the runbook's test script when absent. */
        Map<String, String> functional();

        /** Look-back of the functional queries. */
        @WithDefault("1h")
        Duration range();
    }

    interface Capacity {
        /** What Loki's container must ask for at least: runbook, Loki Pod Restart Loop, resource constraints. */
        @WithDefault("2Gi")
        ByteSize requestsMemory();

        /** What Loki's container must be allowed at least: runbook, the same. */
        @WithDefault("4Gi")
        ByteSize limitsMemory();

        /** As requestsMemory, of CPU; not judged when absent. */
        Optional<Cores> requestsCpu();

        /** As limitsMemory, of CPU; not judged when absent. */
        Optional<Cores> limitsCpu();

        /** Percent of its CPU limit that Loki may use: runbook, Scaling Guidelines. */
        @WithDefault("80")
        int cpuUsage();

        /** Percent of its memory limit that Loki may use: runbook, Scaling Guidelines. */
        @WithDefault("90")
        int memoryUsage();

        /** Bytes of logs that a week brings so far: runbook, Growth Projections. */
        @WithDefault("25G")
        ByteSize currentWeekly();

        /** Bytes of logs that a week is expected to bring at full deployment: runbook, Growth Projections. */
        @WithDefault("100G")
        ByteSize projectedWeekly();

        /** Percent that Loki must take above the projected rate, which is a week's average. */
        @WithDefault("100")
        int headroom();

        /** How long that rate is kept up. */
        @WithDefault("5s")
        Duration pacedFor();

        /** 95th percentile of the pushes' latency meanwhile, from when each was due. */
        @WithDefault("1s")
        Duration pushP95Limit();

        /** Bytes that the bucket may grow by in a day: runbook, Alert Thresholds. */
        @WithDefault("10G")
        ByteSize storageGrowth();

        /** How many times smaller chunks are than the lines in them, at least: runbook, Growth Projections. */
        @WithDefault("10")
        int compression();
    }

    interface Workload {
        /** Numbered lines that INGEST-04 pushes in all. */
        @WithDefault("200")
        int lines();

        /** Streams that the lines are spread over. */
        @WithDefault("4")
        int streams();

        /** Entries to a push. */
        @WithDefault("50")
        int batch();

        /** Length of the longest line; Loki refuses over 256 KiB. */
        @WithDefault("16Ki")
        ByteSize longestLine();

        /** Image of the probe pods that write to stdout. */
        @WithDefault("docker.io/library/busybox:1.37.0")
        String probeImage();

        Optional<String> probeImagePullSecret();
    }

    interface Windows {
        /** Restarts further back than this do not count. */
        @WithDefault("1h")
        Duration restarts();

        /** How long two readings of a counter are apart at least when its increase is judged. */
        @WithDefault("10s")
        Duration counters();

        /** Within which the operator's workloads must have logged something. */
        @WithDefault("5m")
        Duration ingestion();

        /** Before the run, in Prometheus: the requests and the backlog that are judged. */
        @WithDefault("1h")
        Duration requests();

        /** Before the run, in Prometheus: the volume and the chunks that are judged. */
        @WithDefault("1d")
        Duration volume();
    }

    interface Timeouts {
        /** One HTTP request, from connect to the last byte. */
        @WithDefault("10s")
        Duration request();

        /** One expectation, from its start to its verdict. */
        @WithDefault("2m")
        Duration expectation();

        /** Until something that was pushed or changed must be seen. */
        @WithDefault("60s")
        Duration settle();

        /** Until a part that was disturbed is back: runbook, Recovery Procedures. Added to an expectation that disturbs. */
        @WithDefault("5m")
        Duration recovery();

        /** Pause between two looks while waiting. */
        @WithDefault("500ms")
        Duration poll();
    }

    /** What reports say and keep besides what a run found. */
    interface Reports {
        /** Who answers for an area that has no owner of its own: runbook, Contact Information. */
        @WithDefault("on-call")
        String owner();

        /** Who answers for an area, by its tag. */
        Map<String, String> owners();

        /** Where people read the runbook; sections are linked to by their anchors. */
        Optional<URI> runbookUrl();

        /** Of the issues about an expectation, with {@code {id}} in the place of its ID. */
        Optional<String> issueUrl();

        /** Of an expectation's test case, with {@code {id}} in the place of its ID. */
        Optional<String> testCaseUrl();

        /** Directory in which runs are kept, each to be compared with the earlier ones; none is kept when absent. */
        Optional<String> history();

        /** How many runs of one stack are kept. */
        @WithDefault("30")
        int keptRuns();
    }

    /** Of the stack that the containers tier starts. */
    interface Containers {
        @WithDefault("k3s")
        ClusterKind cluster();

        /** Of k3s. */
        @WithDefault("1")
        int nodes();

        /** From the beginning of its start until all of the stack is ready, images that have to be pulled included. */
        @WithDefault("10m")
        Duration readyWithin();

        /** Whether the stack is left up for the next run. */
        @WithDefault("false")
        boolean keep();
    }

    /** What the containers tier starts containers from. */
    interface Images {
        /** A mirror of Docker Hub: registry, and a path where it has one; what another registry has is taken from there. */
        Optional<String> registry();

        Optional<ImageName> loki();

        Optional<ImageName> minio();

        Optional<ImageName> k3s();

        Optional<ImageName> alloy();

        /** NGINX that runs without root. */
        Optional<ImageName> gateway();

        Optional<ImageName> canary();

        Optional<ImageName> prometheus();

        /** Without it there is no Grafana. */
        Optional<ImageName> grafana();

        /** What removes containers when the process that started them is gone. */
        Optional<ImageName> ryuk();
    }
}
