package io.logstack.conformance.cli;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.profile.Durations;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs a homelab by itself. */
@Command(
        name = "homelab",
        description = {
            "Start the embedded homelab, print its endpoints as one line of JSON, and run until interrupted.",
            "It is a simulator on the loopback address: for trying queries, and for judging by URL or by kubeconfig."
        })
final class HomelabCommand implements Callable<Integer> {
    private static final int MOST_PORTS = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            converter = FaultConverter.class,
            completionCandidates = FaultNames.class,
            description = "A fault that is on from the start; may be repeated. One of: ${COMPLETION-CANDIDATES}.")
    private List<Fault> faults = new ArrayList<>();

    @Option(
            names = "--quiet-workloads",
            description = "No pod writes logs and no canary writes entries: Loki starts empty and stays so.")
    private boolean quiet;

    @Option(
            names = "--age",
            paramLabel = "DURATION",
            converter = AgeConverter.class,
            description = {
                "How old the stack is, such as 2d: no history reaches back further.",
                "By default some days older than its retention."
            })
    private @Nullable Duration age;

    @Option(names = "--seed", paramLabel = "N", description = "What the workloads' lines are drawn from.")
    private @Nullable Long seed;

    @Option(
            names = "--cluster",
            paramLabel = "DIRECTORY",
            defaultValue = "fixtures/cluster",
            description = {
                "The cluster's objects (default: ${DEFAULT-VALUE}). May be repeated: an object of a later directory",
                "is a merge patch of that of its kind and name before."
            })
    private List<Path> cluster = new ArrayList<>();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = {
                "Write a kubeconfig for its Kubernetes API there, context 'homelab', and remove it at the end.",
                "A file that no homelab wrote is not overwritten."
            })
    private @Nullable Path kubeconfig;

    @Option(
            names = "--port-loki",
            paramLabel = "N",
            description = "Loki's port; any free one by default, as for the others.")
    private int loki;

    @Option(names = "--port-gateway", paramLabel = "N", description = "The gateway's port.")
    private int gateway;

    @Option(names = "--port-s3", paramLabel = "N", description = "The object store's port.")
    private int s3;

    @Option(names = "--port-prometheus", paramLabel = "N", description = "Prometheus' port.")
    private int prometheus;

    @Option(names = "--port-grafana", paramLabel = "N", description = "Grafana's port.")
    private int grafana;

    @Option(names = "--port-kubernetes", paramLabel = "N", description = "The Kubernetes API's port.")
    private int kubernetes;

    @Override
    public Integer call() {
        HomelabOptions options = options();
        spec.commandLine().getErr().println("seed " + options.seed());
        CountDownLatch ended = new CountDownLatch(1);
        try (Homelab homelab = started(options);
                Kubeconfig file = written(homelab)) {
            Thread atExit = atExit(file, homelab);
            Runtime.getRuntime().addShutdownHook(atExit);
            spec.commandLine().getOut().println(homelab.endpoints().json());
            spec.commandLine().getOut().flush();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Runtime.getRuntime().removeShutdownHook(atExit);
                Thread.currentThread().interrupt();
            }
        }
        return ExitCode.CONFORMANT;
    }

    private static Thread atExit(Kubeconfig file, Homelab homelab) {
        return new Thread(
                () -> {
                    file.close();
                    homelab.close();
                },
                "homelab-at-exit");
    }

    private Homelab started(HomelabOptions options) {
        try {
            return Homelab.start(options);
        } catch (UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ": " + e.getCause(), e);
        } catch (IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Kubeconfig written(Homelab homelab) {
        Path path = kubeconfig;
        if (path == null) {
            return () -> {};
        }
        KubeconfigFile file = KubeconfigFile.write(path, homelab.kubernetes().kubeconfig());
        return file::close;
    }

    /** What leads to the homelab, or nothing. */
    @FunctionalInterface
    private interface Kubeconfig extends AutoCloseable {
        @Override
        void close();
    }

    private HomelabOptions options() {
        if (kubeconfig != null) {
            try {
                KubeconfigFile.requireWritable(kubeconfig);
            } catch (IllegalArgumentException | UncheckedIOException e) {
                throw new ParameterException(spec.commandLine(), "--kubeconfig: " + e.getMessage(), e);
            }
        }
        for (Path directory : cluster) {
            if (!Files.isDirectory(directory)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--cluster: there is no directory " + directory.toAbsolutePath()
                                + "; it holds the homelab's Kubernetes objects, fixtures/cluster in the repository");
            }
        }
        for (int port : new int[] {loki, gateway, s3, prometheus, grafana, kubernetes}) {
            if (port < 0 || port > MOST_PORTS) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no port " + port + "; ports are 1 to 65535, and 0 is any free one");
            }
        }
        Set<Fault> on = EnumSet.noneOf(Fault.class);
        on.addAll(faults);
        HomelabOptions base = HomelabOptions.DEFAULT;
        return base.withCluster(cluster)
                .withFaults(on)
                .withSeed(seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed)
                .withQuiet(quiet)
                .withAge(age == null ? base.age() : age)
                .withPorts(new HomelabOptions.Ports(loki, gateway, s3, prometheus, grafana, kubernetes));
    }

    /** A duration as profiles write it. */
    static final class AgeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }

    /** A fault by its label. */
    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String label) {
            try {
                return Fault.of(label);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The labels of all faults. */
    static final class FaultNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> labels = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                labels.add(fault.label());
            }
            return labels.iterator();
        }
    }
}
