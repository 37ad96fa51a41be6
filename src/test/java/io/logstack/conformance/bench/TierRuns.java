package io.logstack.conformance.bench;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.cli.Main;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.report.statement.StatementFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of the whole catalogue in a process of its own, as a build starts it: on a homelab of its own, and on one in another
 * process, by URL and by kubeconfig. The process' time has its start and its reports in it. Each run has a fresh homelab: what an earlier one did to it would be measured too.
 */
final class TierRuns implements Part {
    private static final int CONFORMANT = 0;
    private static final int NOT_CONFORMANT = 1;
    private static final List<String> AS_A_BUILD = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Of each tier, its time first. */
    private static final int FIGURES = 4;

    private final Path directory;

    /** @param directory for what the runs write */
    TierRuns(Path directory) {
        this.directory = directory;
    }

    @Override
    public String title() {
        return "conformance run by tier";
    }

    @Override
    public Measured measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            List<Double> runs = new ArrayList<>();
            List<Double> processes = new ArrayList<>();
            List<Double> judged = new ArrayList<>();
            List<Double> violated = new ArrayList<>();
            for (int i = 0; i < settings.repetitions(); i++) {
                Told told = run(tier);
                runs.add(told.statement().seconds());
                processes.add(told.process());
                violated.add((double) told.statement().rootCauses().size());
                judged.add((double) told.statement().totals().entrySet().stream()
                        .filter(total -> total.getKey().judged())
                        .mapToLong(total -> total.getValue())
                        .sum());
            }
            String name = tier.name().toLowerCase(Locale.ROOT);
            figures.add(new Figure(name, "seconds", runs));
            figures.add(new Figure(name + " process", "seconds", processes));
            figures.add(new Figure(name + ", judged", "expectations", judged));
            figures.add(new Figure(name + ", violated", "expectations", violated));
        }
        Figure embedded = figures.get(0);
        Figure live = figures.get(figures.size() - FIGURES);
        return new Measured(figures, List.of(Ratio.of("run by kubeconfig over run in one process", live, embedded)));
    }

    /** @param process seconds that it lived */
    private record Told(StatementFile statement, double process) {}

    private Told run(Tier tier) throws Exception {
        if (tier == Tier.EMBEDDED) {
            return run(List.of());
        }
        Path kubeconfig = directory.resolve("kubeconfig");
        List<String> arguments = List.of("homelab", "--kubeconfig", kubeconfig.toString());
        try (Forked homelab = new Forked(List.of("-XX:TieredStopAtLevel=1"), Main.class, arguments)) {
            JsonNode parts = JsonMapper.shared().readTree(homelab.line().text());
            return run(tier == Tier.LIVE ? live(kubeconfig) : endpoints(parts));
        }
    }

    private Told run(List<String> keys) throws Exception {
        Path reports = Files.createTempDirectory(directory, "run");
        List<String> options = new ArrayList<>(AS_A_BUILD);
        options.add("-Dconformance.reports=" + reports);
        List<String> arguments = new ArrayList<>(List.of("run", "--profile", "profiles/embedded.yaml"));
        keys.forEach(key -> arguments.add("-Dlogstack." + key));
        try (Forked run = new Forked(options, Main.class, arguments)) {
            // On a busy machine a limit may be exceeded; how many are is told beside the times.
            double seconds = run.end(List.of(CONFORMANT, NOT_CONFORMANT));
            StatementFile statement = StatementFile.read(reports.resolve("conformance.json"));
            if (statement.totals().getOrDefault(Verdict.PASS, 0L) == 0) {
                throw new IllegalStateException(
                        "a run that passes nothing is not worth its time: " + statement.totals());
            }
            return new Told(statement, seconds);
        }
    }

    private static List<String> live(Path kubeconfig) {
        return List.of(
                "tier=live",
                "required-capabilities=kubernetes,loki,gateway,alloy,canary,object-store,rook,flux,prometheus,grafana",
                "kubernetes.kubeconfig=" + kubeconfig,
                "kubernetes.context=homelab",
                "disrupt=homelab");
    }

    private static List<String> endpoints(JsonNode parts) {
        return List.of(
                "tier=endpoints",
                "safety=probe",
                "required-capabilities=loki,gateway,alloy,canary,object-store,prometheus,grafana",
                "loki.url=" + parts.path("loki").asString(),
                "gateway.url=" + parts.path("gateway").asString(),
                "alloy.urls=" + joined(parts.path("alloy")),
                "canary.urls=" + joined(parts.path("canary")),
                "object-store.url=" + parts.path("s3").asString(),
                "object-store.access-key=" + parts.path("s3AccessKey").asString(),
                "object-store.secret-key=" + parts.path("s3SecretKey").asString(),
                "prometheus.url=" + parts.path("prometheus").asString(),
                "grafana.url=" + parts.path("grafana").asString(),
                "grafana.username=" + Homelab.GRAFANA_USER,
                "grafana.password=" + Homelab.GRAFANA_PASSWORD);
    }

    private static String joined(JsonNode urls) {
        return urls.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
    }

    /** Those that can be run on one machine without containers. */
    private enum Tier {
        EMBEDDED,
        ENDPOINTS,
        LIVE
    }
}
