package io.logstack.conformance.stack.access;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The versions that the stack's parts tell of themselves. A part that does not tell is left out. */
final class Versions {
    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

    private static final String NODES = "nodes";

    private final Map<String, String> found = new TreeMap<>();
    private final @Nullable Integer nodes;

    Versions(SharedAccess shared, Parts parts, ExchangeLog log) {
        Map<String, Supplier<String>> questions = new TreeMap<>();
        shared.kubernetes(log).ifPresent(api -> {
            questions.put("kubernetes", () -> Json.text(api.text("/version").orElse("{}"), "gitVersion"));
            questions.put(NODES, () -> Integer.toString(parts.cluster().nodes().size()));
        });
        if (reaches(shared, Capability.LOKI)) {
            questions.put("loki", () -> loki(parts));
        }
        if (reaches(shared, Capability.ALLOY)) {
            questions.put("alloy", () -> alloy(parts.alloy().instances()));
        }
        if (reaches(shared, Capability.PROMETHEUS)) {
            questions.put(
                    "prometheus",
                    () -> buildInfo(parts.prometheusEndpoint(), "/api/v1/status/buildinfo", "data", "version"));
        }
        if (reaches(shared, Capability.GRAFANA)) {
            questions.put("grafana", () -> buildInfo(parts.grafanaEndpoint(), "/api/health", "version"));
        }
        Map<String, CompletableFuture<String>> asked = new TreeMap<>();
        questions.forEach((component, question) -> asked.put(
                component,
                CompletableFuture.supplyAsync(
                        () -> told(component, question), shared.connections().executor())));
        asked.forEach((component, answer) -> {
            if (!answer.join().isEmpty()) {
                found.put(component, answer.join());
            }
        });
        String count = found.remove(NODES);
        nodes = count == null ? null : Integer.valueOf(count);
    }

    Map<String, String> byComponent() {
        return Map.copyOf(found);
    }

    @Nullable
    Integer nodes() {
        return nodes;
    }

    private static boolean reaches(SharedAccess shared, Capability capability) {
        return shared.reach().lacks(capability).isEmpty();
    }

    private static String told(String component, Supplier<@Nullable String> question) {
        try {
            String answer = question.get();
            return answer == null ? "" : answer;
        } catch (NoAnswerException | JacksonException e) {
            LOG.debug("{} does not tell its version: {}", component, e.getMessage());
            return "";
        }
    }

    /** Loki built without release information answers an empty version under buildinfo, and none in its metrics. */
    private static String loki(Parts parts) {
        String version =
                told("loki", () -> buildInfo(parts.lokiEndpoint(), "/loki/api/v1/status/buildinfo", "version"));
        return version.isEmpty() ? label(parts.loki().metrics(), "loki_build_info") : version;
    }

    private static String alloy(List<Alloy.Instance> instances) {
        return instances.isEmpty() ? "" : label(instances.get(0).metrics(), "alloy_build_info");
    }

    private static String label(Metrics metrics, String name) {
        return metrics.of(name).stream()
                .map(Sample::labels)
                .map(labels -> labels.getOrDefault("version", ""))
                .findFirst()
                .orElse("");
    }

    private static String buildInfo(Endpoint endpoint, String path, String... member) {
        return Json.text(endpoint.require(endpoint.get(path), "GET " + path).body(), member);
    }
}
