package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.canary.EmbeddedCanary;
import io.logstack.conformance.homelab.gateway.EmbeddedGateway;
import io.logstack.conformance.homelab.grafana.Dashboards;
import io.logstack.conformance.homelab.grafana.EmbeddedGrafana;
import io.logstack.conformance.homelab.grafana.GrafanaOptions;
import io.logstack.conformance.homelab.kubernetes.EmbeddedKubernetes;
import io.logstack.conformance.homelab.kubernetes.Fixtures;
import io.logstack.conformance.homelab.kubernetes.KubernetesOptions;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.loki.EmbeddedLoki;
import io.logstack.conformance.homelab.loki.LokiOptions;
import io.logstack.conformance.homelab.loki.LokiPast;
import io.logstack.conformance.homelab.loki.S3Access;
import io.logstack.conformance.homelab.loki.StreamRetention;
import io.logstack.conformance.homelab.prometheus.EmbeddedPrometheus;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.homelab.prometheus.PrometheusOptions;
import io.logstack.conformance.homelab.promql.Numbers;
import io.logstack.conformance.homelab.s3.EmbeddedS3;
import io.logstack.conformance.homelab.s3.S3Options;
import io.logstack.conformance.homelab.workloads.Container;
import io.logstack.conformance.homelab.workloads.DeclaredLoki;
import io.logstack.conformance.homelab.workloads.Program;
import io.logstack.conformance.homelab.workloads.Workloads;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.access.Addresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded stack: Kubernetes, object store, Loki, gateway, an Alloy and a canary on each node, Prometheus, Grafana and
 * the operator's workloads, each behind a socket of its own on the loopback address. Several may run side by side.
 */
public final class Homelab implements AutoCloseable {
    /** As the chart of kube-prometheus-stack has it when nobody sets another. */
    public static final String GRAFANA_USER = "admin";

    /** As the chart of kube-prometheus-stack has it when nobody sets another. */
    public static final String GRAFANA_PASSWORD = "prom-operator";

    private static final Logger LOG = LoggerFactory.getLogger(Homelab.class);
    private static final Duration FIRST_SCRAPE = Duration.ofSeconds(10);
    private static final Set<Fault> STORE_FAULTS =
            EnumSet.of(Fault.S3_DOWN, Fault.RGW_NO_ENDPOINTS, Fault.S3_BAD_CREDENTIALS, Fault.BUCKET_MISSING);

    private final Faults faults;
    private final Layout layout;
    private final DeclaredLoki declared;
    private final Threads threads = new Threads();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final EmbeddedKubernetes kubernetes;
    private final EmbeddedS3 s3;
    private final EmbeddedLoki loki;
    private final LokiComponents components;
    private final EmbeddedGateway gateway;
    private final Alloys alloys;
    private final Canaries canaries;
    private final EmbeddedPrometheus prometheus;
    private final EmbeddedGrafana grafana;

    private Homelab(HomelabOptions options) {
        faults = new Faults(options.faults().stream()
                .filter(fault -> !STORE_FAULTS.contains(fault))
                .toList());
        parts.push(threads);
        try {
            HomelabOptions.Ports ports = options.ports();
            Fixtures fixtures = Fixtures.read(options.cluster());
            Fixtures named = options.applied().isEmpty() ? fixtures : Fixtures.read(options.applied());
            layout = Layout.of(named.objects());
            declared = DeclaredLoki.of(named.objects());
            // The slowest at the same time: Kubernetes, and Loki on its object store.
            CompletableFuture<EmbeddedS3> storing =
                    CompletableFuture.supplyAsync(() -> s3(options), threads.executor());
            CompletableFuture<EmbeddedLoki> ingesting =
                    storing.thenApply(store -> EmbeddedLoki.start(lokiOptions(options, store)));
            parts.push(() -> closed(storing));
            parts.push(() -> closed(ingesting));
            kubernetes =
                    opened(EmbeddedKubernetes.start(KubernetesOptions.of(fixtures, declared, threads.executor(), faults)
                            .withPort(ports.kubernetes())
                            .withAge(options.age())
                            .withAuthorizer(options.authorizer())));
            s3 = joined(storing);
            kubernetes.objectStoreCredentials(s3.accessKey(), s3.secretKey());
            loki = joined(ingesting);
            // Loki found its store at its start, else it would not have started; what goes wrong there comes after.
            loki.readIndex();
            options.faults().stream().filter(STORE_FAULTS::contains).forEach(fault -> faults.set(fault, true));
            components = LokiComponents.open(layout, loki);
            gateway = opened(EmbeddedGateway.start(
                    ports.gateway(), components::behindGateway, faults, this::gatewayLog, threads.executor()));
            ContainerIndex containers = new ContainerIndex();
            List<String> nodes = kubernetes.store().list(Node.class, null, "").stream()
                    .map(node -> node.getMetadata().getName())
                    .sorted()
                    .toList();
            PrometheusHistory history = new PrometheusHistory(Instant.now(), watched(options), options.quiet());
            List<Container> writing = writing();
            alloys = opened(new Alloys(
                    options,
                    faults,
                    threads,
                    history,
                    layout.of(Program.ALLOY).container(),
                    gateway.uri(),
                    kubernetes.logs(),
                    nodes.get(0),
                    containers::of));
            canaries = opened(new Canaries(
                    options,
                    faults,
                    threads,
                    history,
                    layout.of(Program.CANARY).container(),
                    // As the chart has it: what has no single address is asked through the gateway.
                    components.isDivided() ? gateway.uri() : loki.uri(),
                    nodes.get(0)));
            Programs programs = new Programs(
                    alloys,
                    canaries,
                    containers,
                    new PodNetwork(
                            (namespace, service, port) -> addresses().service(namespace, service, port),
                            s3.uri(),
                            faults),
                    new LokiProcess(loki, faults, threads.scheduler()),
                    components,
                    gateway,
                    this::volume);
            seed(options, writing);
            kubernetes.onPodStarted(programs);
            if (!options.quiet()) {
                opened(Workloads.start(
                        programs::talkative,
                        this::write,
                        faults,
                        options.seed(),
                        options.pacing().linesPerSecond(),
                        threads.scheduler()));
                opened(Dashboards.open(gateway::uri, threads.executor(), threads.scheduler()));
            }
            LokiPast.Traffic traffic = LokiTraffic.of(options, writing, nodes.size(), faults);
            Past past = history.past(() -> LokiPast.of(
                    traffic,
                    history.steps(),
                    PrometheusHistory.STEP,
                    faults,
                    options.pacing().slowness()));
            prometheus = opened(EmbeddedPrometheus.start(
                    new PrometheusOptions(
                            ports.prometheus(),
                            options.pacing().scrape(),
                            options.pacing().rules(),
                            options.pacing().prometheusWindow(),
                            new ScrapeTargets(layout, loki.uri(), components, past, alloys, canaries, faults),
                            new ClusterRules(kubernetes.store())),
                    threads.executor(),
                    threads.scheduler()));
            grafana = opened(EmbeddedGrafana.start(
                    new GrafanaOptions(
                            ports.grafana(),
                            GRAFANA_USER,
                            GRAFANA_PASSWORD,
                            () -> faults.active(Fault.DATASOURCE_BROKEN) ? ScrapeTargets.NOWHERE : gateway.uri(),
                            prometheus.uri(),
                            new ClusterDashboards(kubernetes.store())),
                    threads.executor()));
            kubernetes.listening(addresses()::pod);
            awaitPrometheus();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A Prometheus that has scraped nothing knows of no past, while this one has watched for a while. */
    private void awaitPrometheus() {
        try {
            if (!prometheus.awaitFirstScrape(FIRST_SCRAPE)) {
                LOG.warn("Prometheus has not scraped within {} s of its start", FIRST_SCRAPE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts every part, and returns when all of them listen and Prometheus has scraped.
     *
     * @throws java.io.UncheckedIOException when a port cannot be opened; nothing is left running then
     * @throws IllegalStateException when the Kubernetes API or the object store cannot be started
     * @throws IllegalArgumentException when the cluster's objects are not what they should be
     */
    public static Homelab start(HomelabOptions options) {
        return new Homelab(options);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private EmbeddedS3 s3(HomelabOptions options) {
        return EmbeddedS3.start(new S3Options(
                options.ports().s3(),
                declared.bucket(),
                "HL" + random().substring(0, 18).toUpperCase(Locale.ROOT),
                random() + random().substring(0, 8),
                faults,
                options.age()));
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static <T> T joined(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A part that could not be started has nothing to close, and has told so already. */
    private static void closed(CompletableFuture<? extends AutoCloseable> started) throws Exception {
        AutoCloseable part = started.handle((value, failure) -> failure == null ? value : null)
                .join();
        if (part != null) {
            part.close();
        }
    }

    private LokiOptions lokiOptions(HomelabOptions options, EmbeddedS3 store) {
        Pacing pacing = options.pacing();
        return LokiOptions.builder(threads.executor())
                .port(options.ports().loki())
                .s3(
                        faults.active(Fault.LOKI_ON_FILESYSTEM)
                                ? null
                                : new S3Access(
                                        store.uri(),
                                        declared.endpoint(),
                                        declared.region(),
                                        declared.bucket(),
                                        store.accessKey(),
                                        store.secretKey()))
                .retention(options.retention(), true)
                .streamRetention(declared.retention().stream()
                        .map(kept -> new StreamRetention(
                                kept.selector(),
                                kept.priority(),
                                Duration.ofMillis(Numbers.milliseconds(kept.period()))))
                        .toList())
                .flushInterval(pacing.flush())
                .compactionInterval(pacing.compaction())
                .readyDelay(pacing.lokiReady())
                .slowness(pacing.slowness())
                .faults(faults)
                .build();
    }

    /** What was there before; with the compactor's work done, where it does it. */
    private void seed(HomelabOptions options, List<Container> containers) {
        if (options.quiet()) {
            return;
        }
        List<LogStream> history = SeededHistory.of(options, containers, faults);
        if (!history.isEmpty()) {
            loki.seed(history);
        }
    }

    /** How far back Prometheus has scraped: no further than there was something. */
    private static Duration watched(HomelabOptions options) {
        Duration window = options.pacing().prometheusWindow();
        return options.age().compareTo(window) < 0 ? options.age() : window;
    }

    /** The containers that write on their own. */
    private List<Container> writing() {
        return kubernetes.store().list(Pod.class, null, "").stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .flatMap(pod -> PodContainers.talkative(pod).stream())
                .toList();
    }

    private void write(Container container, String line) {
        if (!kubernetes.logs().append(container.namespace(), container.pod(), container.container(), line)) {
            LOG.debug("{} of {} does not run, and so does not write", container.container(), container.pod());
        }
    }

    /** The claim of a pod's volume, whose UID tells it from a later one of its name. */
    private String volume(RunningPod pod) {
        return pod.pod().getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .flatMap(volume -> kubernetes
                        .store()
                        .get(
                                PersistentVolumeClaim.class,
                                pod.namespace(),
                                volume.getPersistentVolumeClaim().getClaimName())
                        .stream())
                .map(claim -> claim.getMetadata().getUid())
                .findFirst()
                .orElse("");
    }

    private void gatewayLog(String line) {
        kubernetes.store().list(Pod.class, layout.of(Program.GATEWAY).namespace(), "").stream()
                .filter(pod -> Program.of(pod.getSpec())
                        .filter(Program.GATEWAY::equals)
                        .isPresent())
                .findFirst()
                .ifPresent(pod -> PodContainers.of(pod).forEach(container -> write(container, line)));
    }

    /** A name that no other homelab of this JVM has; its threads begin with it. */
    public String name() {
        return threads.name();
    }

    /** Its faults, to be switched at any time. */
    public Faults faults() {
        return faults;
    }

    public EmbeddedKubernetes kubernetes() {
        return kubernetes;
    }

    public EmbeddedLoki loki() {
        return loki;
    }

    public Endpoints endpoints() {
        return new Endpoints(
                loki.uri(),
                gateway.uri(),
                s3.uri(),
                prometheus.uri(),
                grafana.uri(),
                kubernetes.uri(),
                alloys.all().stream().map(EmbeddedAlloy::uri).toList(),
                canaries.all().stream().map(EmbeddedCanary::uri).toList(),
                s3.accessKey(),
                s3.secretKey());
    }

    /** Where its Services and pods can be reached. Closing them leaves the homelab running. */
    public Addresses addresses() {
        return addresses(() -> {});
    }

    Addresses addresses(Runnable onClose) {
        return new HomelabAddresses(
                kubernetes, layout, components, endpoints(), alloys, canaries, s3.outage(), onClose);
    }

    /** Stops every part; ports are closed and threads gone when it returns. */
    @Override
    public synchronized void close() {
        // An interrupted thread would wait for no part to end.
        boolean interrupted = Thread.interrupted();
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{}: a part could not be closed", threads.name(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
