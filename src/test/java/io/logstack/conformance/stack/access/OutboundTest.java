package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.profile.ProxyAddress;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS, logins and proxies on the way to the profile's URLs, for each of the clients. */
class OutboundTest {
    private static final String BUCKET =
            "<ListBucketResult><Name>loki-chunks</Name><KeyCount>0</KeyCount></ListBucketResult>";

    @TempDir
    private static Path folder = Path.of("");

    private static TestCertificates certificates;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** Nothing listens until a test says what. */
    OutboundTest() throws IOException {
        server = HttpServer.create();
    }

    @BeforeAll
    static void certify() throws IOException, InterruptedException {
        certificates = new TestCertificates(folder);
        certificates.make("server", "RSA", "dns:localhost,dns:loki.internal,ip:127.0.0.1");
        certificates.make("client", "EC", "dns:client");
    }

    @AfterAll
    static void forget() {
        certificates = new TestCertificates(Path.of(""));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void aPrivateCaIsTrustedAndAClientCertificateShownByEveryClient() throws Exception {
        serveTls();
        try (Stack stack = stack(
                "https://localhost:" + port(),
                Map.of(
                        "tls.ca-file", certificates.certificate("server").toString(),
                        "tls.client-certificate-file",
                                certificates.certificate("client").toString(),
                        "tls.client-key-file", certificates.key("client").toString()))) {
            everyClientIsAnswered(stack);
        }
    }

    @Test
    void whatNobodyKnowsIsNotTrusted() throws Exception {
        serveTls();
        assertThatThrownBy(() -> stack("https://localhost:" + port(), Map.of()))
                .hasMessageContaining("at https://localhost:" + port()
                        + " cannot be reached for GET /: the certificate of localhost is not accepted: ")
                .hasMessageContaining("tls.ca-file");
    }

    @Test
    void aServerThatIsAnotherIsNotTrusted() throws Exception {
        serveTls();
        try (LoopbackProxy proxy = new LoopbackProxy(ProxyAddress.Kind.HTTP, port())) {
            assertThatThrownBy(() -> stack(
                            "https://other.internal",
                            Map.of(
                                    "proxy.url",
                                    proxy.address(),
                                    "tls.ca-file",
                                    certificates.certificate("server").toString(),
                                    "tls.client-certificate-file",
                                    certificates.certificate("client").toString(),
                                    "tls.client-key-file",
                                    certificates.key("client").toString())))
                    .hasMessageContaining("cannot be reached for GET /: TLS with other.internal failed: ")
                    .hasMessageContaining("other.internal");
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyAddress.Kind.class)
    void aProxyLeadsToNamesThatItAloneKnows(ProxyAddress.Kind kind) throws Exception {
        serve();
        try (LoopbackProxy proxy = new LoopbackProxy(kind, port());
                Stack stack = stack("http://loki.internal:3100", Map.of("proxy.url", proxy.address()))) {
            everyClientIsAnswered(stack);
            assertThat(proxy.asked()).hasSizeGreaterThanOrEqualTo(4).containsOnly("loki.internal:3100");
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyAddress.Kind.class)
    void tlsGoesThroughAProxyToo(ProxyAddress.Kind kind) throws Exception {
        serveTls();
        try (LoopbackProxy proxy = new LoopbackProxy(kind, port());
                Stack stack = stack(
                        "https://loki.internal",
                        Map.of(
                                "proxy.url", proxy.address(),
                                "tls.ca-file",
                                        certificates.certificate("server").toString(),
                                "tls.client-certificate-file",
                                        certificates.certificate("client").toString(),
                                "tls.client-key-file",
                                        certificates.key("client").toString()))) {
            everyClientIsAnswered(stack);
            assertThat(proxy.asked()).containsOnly("loki.internal:443");
        }
    }

    @Test
    void exceptedHostsAreReachedWithoutTheProxy() throws Exception {
        serve();
        try (LoopbackProxy proxy = new LoopbackProxy(ProxyAddress.Kind.HTTP, port());
                Stack stack = stack(
                        "http://localhost:" + port(),
                        Map.of("proxy.url", proxy.address(), "proxy.except", ".internal,localhost"))) {
            everyClientIsAnswered(stack);
            assertThat(proxy.asked()).isEmpty();
        }
        assertThat(new Outbound(
                                Optional.empty(),
                                Optional.of(ProxyAddress.parse("http://proxy:1")),
                                List.of(".internal", "loki"))
                        .proxyTo("deep.in.INTERNAL"))
                .isEmpty();
    }

    @Test
    void aProxyThatIsNotThereIsToldAsSuch() throws Exception {
        serve();
        try (Stack stack = stack("http://localhost:" + port(), Map.of())) {
            assertThat(stack.loki().ready().status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> stack("http://loki.internal:3100", Map.of("proxy.url", "http://127.0.0.1:1")))
                .hasMessageContaining("at http://loki.internal:3100 cannot be reached for GET /: connection refused");
    }

    @Test
    void aTokenFromAFileIsSentAndNeverShown() throws Exception {
        serve();
        Path file = Files.writeString(folder.resolve("token"), "tok-3n-of-l0ki\n");
        List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        try (Stack stack = stack("http://localhost:" + port(), Map.of("loki.token-file", file.toString()))) {
            stack.recordingTo(exchanges::add).loki().ready();
            stack.recordingTo(exchanges::add).loki().time("/echo", Map.of());
            assertThatThrownBy(() -> stack.recordingTo(exchanges::add).loki().services())
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("***")
                    .hasMessageNotContaining("tok-3n");
        }
        assertThat(authorizations).contains("Bearer tok-3n-of-l0ki");
        assertThat(exchanges).hasSize(3).asString().doesNotContain("tok-3n");
    }

    private static void everyClientIsAnswered(Stack stack) {
        assertThat(stack.loki().ready().status()).isEqualTo(200);
        assertThat(stack.loki().time("/echo", Map.of()).status()).isEqualTo(200);
        assertThat(stack.objectStore().list("", 1)).isEmpty();
    }

    private Stack stack(String url, Map<String, String> keys) {
        Map<String, String> all = new LinkedHashMap<>(keys);
        all.put("loki.url", url);
        all.put("object-store.url", url);
        all.put("object-store.access-key", "access");
        all.put("object-store.secret-key", "secret");
        all.put("timeouts.request", "30s");
        return new EndpointsStackProvider().start(Endpoints.profile(all));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void serve() throws IOException {
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private void serveTls() throws Exception {
        SSLContext tls = certificates.server("server", "client");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asking = tls.getDefaultSSLParameters();
                asking.setNeedClientAuth(true);
                parameters.setSSLParameters(asking);
            }
        });
        start(https);
    }

    private void start(HttpServer created) {
        server = created;
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        boolean bucket = exchange.getRequestURI().getPath().startsWith("/loki-chunks");
        byte[] body = (bucket ? BUCKET : "you are " + authorization).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", bucket ? "application/xml" : "text/plain");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
