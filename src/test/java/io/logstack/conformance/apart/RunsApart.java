package io.logstack.conformance.apart;

import static java.util.stream.Collectors.toCollection;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.access.AccessedStack;
import io.logstack.conformance.stack.access.Addresses;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** The process that {@link ProcessApart} starts: judges every cell that it is given, and tells what it leaves behind. */
final class RunsApart {
    private static final Duration LETS_GO_WITHIN = Duration.ofSeconds(20);
    private static final List<String> OURS = List.of(
            "stack-",
            "HttpClient-",
            "vert.x-",
            "vertx-",
            "sdk-",
            "OkHttp",
            "kubernetes",
            "HEALTH-",
            "INGEST-",
            "STORAGE-",
            "RETAIN-",
            "QUERY-",
            "CAPACITY-",
            "ALERT-",
            "GITOPS-",
            "BACKUP-",
            "DRIFT-",
            "diagnostics",
            "ForkJoinPool-");

    private static final String UNIX = "unix";

    private RunsApart() {}

    /** Arguments: file with the cells, file for what became of them, how many to judge at the same time. */
    public static void main(String... arguments) throws IOException {
        Cell[] cells = JsonMapper.shared().readValue(Path.of(arguments[0]).toFile(), Cell[].class);
        ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
        Set<String> threadsBefore = threads();
        Set<String> socketsBefore = sockets();
        try (PrintWriter told = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
            List<CompletableFuture<Void>> all = Stream.of(cells)
                    .map(cell -> CompletableFuture.runAsync(() -> tell(told, judge(cell)), pool))
                    .toList();
            all.forEach(CompletableFuture::join);
            pool.shutdown();
            tell(told, left(threadsBefore, socketsBefore));
        }
    }

    private static void tell(PrintWriter told, Object what) {
        synchronized (told) {
            told.println(JsonMapper.shared().writeValueAsString(what));
            told.flush();
        }
    }

    private static Judged judge(Cell cell) {
        Profile profile = Profiles.load(Path.of(cell.profile()), cell.keys());
        Capability capability = Capability.valueOf(cell.capability());
        ConformanceLauncher launcher = new ConformanceLauncher(profile)
                .run(cell.name())
                .classes(Catalogue.ofSuite().descriptions().stream()
                        .filter(expectation -> expectation.requires().contains(capability))
                        .<Class<?>>map(expectation -> expectation.type())
                        .toList());
        if (profile.tier() == Tier.LIVE) {
            launcher.provider(new ByUrlAndKubeconfig());
        }
        long start = System.nanoTime();
        Statement statement = launcher.run();
        return new Judged(
                cell.name(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                statement.outcomes().stream()
                        .map(outcome -> new Judged.Outcome(
                                outcome.expectation().id(),
                                outcome.verdict().label(),
                                outcome.expectation().statement() + ": " + outcome.message(),
                                outcome.exchanges().stream()
                                        .anyMatch(exchange -> cell.address()
                                                        .equals(exchange.uri().getAuthority())
                                                && asked(exchange).matches(cell.requests()))))
                        .toList());
    }

    private static String asked(Exchange exchange) {
        URI uri = exchange.uri();
        return exchange.method() + " " + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static LeftBehind left(Set<String> threadsBefore, Set<String> socketsBefore) {
        TreeSet<String> threads = new TreeSet<>();
        TreeSet<String> sockets = new TreeSet<>();
        try {
            Awaitility.await("threads and sockets of closed stacks to go")
                    .atMost(LETS_GO_WITHIN)
                    .until(() -> {
                        // Before Java 21 the HTTP client's own thread ends when the client is collected.
                        System.gc();
                        threads.clear();
                        threads.addAll(threads());
                        threads.removeAll(threadsBefore);
                        sockets.clear();
                        sockets.addAll(sockets());
                        sockets.removeAll(socketsBefore);
                        return threads.isEmpty() && sockets.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            // What is left is told.
            return new LeftBehind(new ArrayList<>(threads), new ArrayList<>(sockets), peakHeap(), cpu());
        }
        return new LeftBehind(List.of(), List.of(), peakHeap(), cpu());
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OURS.stream().anyMatch(thread.getName()::startsWith))
                .map(thread -> thread.getName() + " (" + thread.getId() + ")")
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> sockets() throws IOException {
        File[] descriptors = new File("/proc/self/fd").listFiles();
        TreeSet<String> sockets = new TreeSet<>();
        for (File descriptor : descriptors == null ? new File[0] : descriptors) {
            String target = target(descriptor);
            String table = target.startsWith("socket:") ? entry(target.replaceAll("\\D", "")) : UNIX;
            // The JVM itself keeps a pair of Unix sockets once it has closed a channel.
            if (!table.startsWith(UNIX)) {
                sockets.add(target + " " + table);
            }
        }
        return sockets;
    }

    /** Where a descriptor leads; nowhere when it has been closed in the meantime. */
    private static String target(File descriptor) {
        try {
            return Files.readSymbolicLink(descriptor.toPath()).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** What the kernel's tables say of a socket: which table, addresses and state. */
    private static String entry(String inode) throws IOException {
        for (String table : List.of(UNIX, "tcp", "tcp6", "udp", "udp6")) {
            Path path = Path.of("/proc/self/net", table);
            if (!Files.isReadable(path)) {
                continue;
            }
            try (Stream<String> lines = Files.lines(path)) {
                Optional<String> found = lines.filter(
                                line -> List.of(line.strip().split("\\s+")).contains(inode))
                        .findFirst();
                if (found.isPresent()) {
                    return table + " " + found.get().strip();
                }
            }
        }
        return "in no table";
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** Kubernetes by kubeconfig and everything else by URL, whatever else the live tier may find. */
    private static final class ByUrlAndKubeconfig implements StackProvider {
        @Override
        public Tier tier() {
            return Tier.LIVE;
        }

        @Override
        public Stack start(Profile profile) {
            Config config = Config.fromKubeconfig(
                    null, new File(profile.kubernetes().kubeconfig().orElseThrow()));
            return AccessedStack.connect(profile, new ByUrl(config), false, "by URL and kubeconfig");
        }
    }

    private record ByUrl(Config config) implements Addresses {
        @Override
        public Optional<Config> kubernetes() {
            return Optional.of(config);
        }

        @Override
        public Optional<URI> service(String namespace, String name, int port) {
            return Optional.empty();
        }

        @Override
        public Optional<URI> pod(String namespace, String name, int port) {
            return Optional.empty();
        }

        @Override
        public Optional<String> limits() {
            return Optional.of("parts are reached by URL only");
        }

        @Override
        public void close() {}
    }
}
