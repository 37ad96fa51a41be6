package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HomelabCommandTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void itPrintsItsEndpointsOnOneLineAndRunsUntilInterrupted() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine(Map.of(), Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true));
        Future<Integer> running = executor.submit(
                () -> commandLine.execute("homelab", "--quiet-workloads", "--fault", "obc-pending", "--seed", "7"));
        await("the endpoints").atMost(SETTLE).until(() -> out.toString().contains("\n") || running.isDone());
        assertThat(out.toString().lines()).hasSize(1);
        JsonNode endpoints = JsonMapper.shared().readTree(out.toString());
        for (String part : new String[] {"loki", "gateway", "s3", "prometheus", "grafana", "kubernetes"}) {
            URI uri = URI.create(endpoints.get(part).asString());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
                assertThat(socket.isConnected()).as(part).isTrue();
            }
        }
        assertThat(endpoints.get("alloy")).hasSize(3);
        assertThat(endpoints.get("canary")).hasSize(3);
        assertThat(running.isDone()).isFalse();
        executor.shutdownNow();
        assertThat(running.get(SETTLE.toSeconds(), TimeUnit.SECONDS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loki", "gateway", "s3", "prometheus", "grafana", "kubernetes"})
    void aPortThatIsTakenIsToldByPartAndNumber(String part) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Executed executed = Executed.of("homelab", "--port-" + part, Integer.toString(taken.getLocalPort()));
            assertThat(executed.code()).isEqualTo(2);
            assertThat(executed.err()).containsIgnoringCase(part).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void aKubeconfigOfSomebodyElseIsNotOverwritten(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("config"), "apiVersion: v1\n");
        Executed executed = Executed.of("homelab", "--kubeconfig", file.toString());
        assertThat(executed.code()).isEqualTo(2);
        assertThat(executed.err())
                .contains(
                        "--kubeconfig: " + file + " is there already, and no homelab wrote it; it is not overwritten");
        assertThat(file).hasContent("apiVersion: v1");
        Executed nowhere = Executed.of(
                "homelab", "--kubeconfig", directory.resolve("no/config").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--kubeconfig: there is no directory for ");
    }

    @Test
    void aKubeconfigIsReplacedAndRemovedByTheHomelabThatWroteIt(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("config");
        KubeconfigFile killed = KubeconfigFile.write(file, "first: 1\n");
        try (KubeconfigFile next = KubeconfigFile.write(file, "second: 2\n")) {
            assertThat(next).isNotNull();
            killed.close();
            assertThat(Files.readString(file)).startsWith("# Written by").endsWith("\nsecond: 2\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--fault, s3-dwon, there is no fault 's3-dwon'",
        "--age, young, 'young' is not a duration",
        "--port-loki, 70000, there is no port 70000",
        "--cluster, no-such-directory, there is no directory"
    })
    void mistakesAreCode2WithOneClearMessage(String option, String value, String message) {
        Executed executed = Executed.of("homelab", option, value);
        assertThat(executed.code()).isEqualTo(2);
        assertThat(executed.err()).contains(message);
    }
}
