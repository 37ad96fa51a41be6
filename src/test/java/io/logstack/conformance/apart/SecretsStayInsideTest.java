package io.logstack.conformance.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.cli.Main;
import io.logstack.conformance.homelab.Endpoints;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets of the profile, the environment, a kubeconfig and the cluster, told back by servers that fail and write into their
 * answers all that they were sent and more, are in nothing that a run writes.
 */
class SecretsStayInsideTest {
    private static final String USER = "operator";
    private static final String LOKI = "plantedLoki-\"q\\u/o&t e+=";
    private static final String GATEWAY = "plantedGateway-7f3a9c";
    private static final String GRAFANA = "plantedGrafana-<b>&\u00fc";
    private static final String TOKEN = "plantedToken.eyJhbGciOi.J9x-_y";
    private static final String CLIENT_KEY = "cGxhbnRlZENsaWVudEtleQ==";
    private static final int SECONDS = 300;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whateverFails() throws IOException, InterruptedException {
        try (Homelab homelab = Homelab.start(HomelabOptions.DEFAULT.withFaults(
                Fault.ALLOY_DROPPING, Fault.RETENTION_24H, Fault.CEPH_ERROR, Fault.ALERT_FIRING))) {
            Endpoints real = homelab.endpoints();
            Set<String> forms = forms(LOKI, GATEWAY, GRAFANA, TOKEN, CLIENT_KEY, real.s3SecretKey());
            try (HostileProxy loki = telling(Component.LOKI, real, "(?!GET /(ready|services|metrics)).*", forms);
                    HostileProxy gateway = telling(
                            Component.GATEWAY, real, "(?!GET (/|/loki/api/v1/(push|format_query.*))$).*", forms);
                    HostileProxy grafana = telling(Component.GRAFANA, real, ".*", forms);
                    HostileProxy prometheus = telling(Component.PROMETHEUS, real, ".*query=up.*", forms);
                    HostileProxy kubernetes = HostileProxy.answering(
                            Component.KUBERNETES,
                            real.kubernetes(),
                            ".*(daemonsets|helmreleases).*",
                            talk -> talk.status(500, "InternalError", told(talk, forms)))) {
                Process process = run(real, loki, gateway, grafana, prometheus, kubernetes);

                assertThat(process.exitValue())
                        .as(Files.readString(directory.resolve("stdout")))
                        .isEqualTo(1);
                for (HostileProxy asked : List.of(loki, gateway, grafana, prometheus, kubernetes)) {
                    assertThat(asked.requests()).isNotEmpty();
                }
            }
            assertNothingTells(forms);
        }
    }

    @Test
    void whereAMistakeIsMadeWithThem() {
        assertThatThrownBy(() -> Profiles.load(
                        Path.of("profiles", "endpoints.yaml"),
                        Map.of("loki.url", "http://operator:pl@nted/Url@127.0.0.1:3100", "loki.password", GATEWAY)))
                .hasMessageContaining("loki.url")
                .hasMessageNotContainingAny("nted", GATEWAY);
    }

    private Process run(
            Endpoints real,
            HostileProxy loki,
            HostileProxy gateway,
            HostileProxy grafana,
            HostileProxy prometheus,
            HostileProxy kubernetes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.log.io.logstack.conformance=debug",
                "-Dconformance.reports=" + directory.resolve("reports"),
                "-Dallure.results.directory=" + directory.resolve("allure"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--profile",
                "profiles/live.yaml"));
        Map.ofEntries(
                        Map.entry("safety", "probe"),
                        Map.entry("required-capabilities", ""),
                        Map.entry(
                                "kubernetes.kubeconfig",
                                kubeconfig(kubernetes.uri()).toString()),
                        Map.entry("kubernetes.context", "planted"),
                        Map.entry("loki.url", loki.uri().toString()),
                        Map.entry("loki.username", USER),
                        Map.entry("gateway.url", gateway.uri().toString()),
                        Map.entry("gateway.username", USER),
                        Map.entry("grafana.url", grafana.uri().toString()),
                        Map.entry("grafana.username", USER),
                        Map.entry("prometheus.url", prometheus.uri().toString()),
                        Map.entry(
                                "alloy.urls",
                                real.alloy().stream().map(URI::toString).collect(Collectors.joining(","))),
                        Map.entry(
                                "canary.urls",
                                real.canary().stream().map(URI::toString).collect(Collectors.joining(","))),
                        Map.entry("object-store.url", real.s3().toString()),
                        Map.entry("object-store.access-key", real.s3AccessKey()),
                        Map.entry("timeouts.settle", "1s"),
                        Map.entry("ingestion.lag", "1s"),
                        Map.entry("windows.counters", "1s"))
                .forEach((key, value) -> command.add("-Dlogstack." + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment()
                .putAll(Map.of(
                        "LOGSTACK_LOKI_PASSWORD", LOKI,
                        "LOGSTACK_GATEWAY_PASSWORD", GATEWAY,
                        "LOGSTACK_GRAFANA_PASSWORD", GRAFANA,
                        "LOGSTACK_OBJECT_STORE_SECRET_KEY", real.s3SecretKey()));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("the run ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process;
    }

    /** What is input is no output. */
    private void assertNothingTells(Set<String> forms) throws IOException {
        List<Path> written;
        try (Stream<Path> all = Files.walk(directory)) {
            written = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("kubeconfig"))
                    .toList();
        }
        assertThat(written).hasSizeGreaterThan(60);
        int masks = 0;
        for (Path file : written) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            masks += text.contains("***") ? 1 : 0;
            for (String form : forms) {
                assertThat(text.contains(form)).as("%s tells %s", file, form).isFalse();
            }
        }
        assertThat(masks).as("files with a mask").isGreaterThan(10);
    }

    private static HostileProxy telling(Component component, Endpoints real, String requests, Set<String> forms)
            throws IOException {
        return HostileProxy.answering(
                component, component.in(real), requests, talk -> talk.reply(500, "text/plain", told(talk, forms), ""));
    }

    /** All that it was sent, and all that it might know. */
    private static String told(Conversation talk, Set<String> forms) {
        String json = JsonMapper.shared()
                .writeValueAsString(talk.head().replaceAll("\\s+", " ") + " " + String.join(" ", forms));
        return json.substring(1, json.length() - 1);
    }

    /** How a secret may turn up, at least. */
    private static Set<String> forms(String... secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            byte[] login = (USER + ":" + secret).getBytes(StandardCharsets.UTF_8);
            String json = JsonMapper.shared().writeValueAsString(secret);
            forms.add(secret);
            forms.add(json.substring(1, json.length() - 1));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            forms.add(Base64.getEncoder().encodeToString(bytes));
            forms.add(Base64.getEncoder().encodeToString(login));
        }
        return forms;
    }

    private Path kubeconfig(URI server) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: planted
                clusters: [{name: planted, cluster: {server: "%s"}}]
                users: [{name: operator, user: {token: "%s", client-key-data: "%s"}}]
                contexts: [{name: planted, context: {cluster: planted, user: operator}}]
                """.formatted(server, TOKEN, CLIENT_KEY));
    }
}
