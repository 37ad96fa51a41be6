package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.logstack.conformance.profile.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.RegistryAuthLocator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Docker that was found. It is asked in whatever version of its API it speaks itself, and not as long as Testcontainers
 * would wait. Methods throw {@link UncheckedIOException} when it does not answer.
 */
public final class Docker implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /**
     * What Docker says of itself.
     *
     * @param version of the engine, such as {@code 28.2.2}
     * @param api the newest version of its API, such as {@code 1.50}
     * @param memory bytes that its containers share
     * @param root the directory that it keeps images and containers in, on its own machine
     */
    public record Engine(String version, String api, long memory, String root) {}

    private final URI host;
    private final DockerHttpClient http;

    private Docker(URI host, DockerHttpClient http) {
        this.host = host;
        this.http = http;
    }

    /** @param patience how long an answer may take */
    public static Docker at(TransportConfig transport, Duration patience) {
        return new Docker(
                transport.getDockerHost(),
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(transport.getDockerHost())
                        .sslConfig(transport.getSslConfig())
                        .connectionTimeout(CONNECT)
                        .responseTimeout(patience)
                        .build());
    }

    /** Where it listens. */
    public URI host() {
        return host;
    }

    /** Whether it runs on this machine, as far as can be told. */
    public boolean local() {
        return "unix".equals(host.getScheme());
    }

    public Engine engine() {
        JsonNode version = good("/version");
        JsonNode info = good("/info");
        return new Engine(
                version.path("Version").asString("unknown"),
                version.path("ApiVersion").asString("0"),
                info.path("MemTotal").asLong(0),
                info.path("DockerRootDir").asString(""));
    }

    /** Whether it has an image already. */
    public boolean has(ImageName image) {
        return get("/images/" + image + "/json", Map.of()).status == 200;
    }

    /** Why the image's registry would not give it to Docker, or empty when it would. Nothing is pulled. */
    public Optional<String> refusal(ImageName image) {
        Got got = get("/distribution/" + image + "/json", login(image));
        if (got.status == 200) {
            return Optional.empty();
        }
        String message = got.json.path("message").asString("HTTP " + got.status);
        return Optional.of(message.strip());
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to Docker at " + host + " cannot be closed", e);
        }
    }

    /** As {@code docker login} left it, for registries that want one. */
    private static Map<String, String> login(ImageName image) {
        AuthConfig login = RegistryAuthLocator.instance()
                .lookupAuthConfig(DockerImageName.parse(image.toString()), new AuthConfig());
        if (login == null || (login.getUsername() == null && login.getIdentitytoken() == null)) {
            return Map.of();
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("username", login.getUsername());
        json.put("password", login.getPassword());
        json.put("identitytoken", login.getIdentitytoken());
        json.put("serveraddress", image.registry());
        return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(JSON.writeValueAsBytes(json)));
    }

    private JsonNode good(String path) {
        Got got = get(path, Map.of());
        if (got.status != 200) {
            throw unanswered("answers HTTP " + got.status + " for " + path, new IOException("HTTP " + got.status));
        }
        return got.json;
    }

    private record Got(int status, JsonNode json) {}

    private Got get(String path, Map<String, String> headers) {
        DockerHttpClient.Request request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path(path)
                .putAllHeaders(headers)
                .build();
        try (DockerHttpClient.Response response = http.execute(request)) {
            byte[] body = response.getBody().readAllBytes();
            return new Got(response.getStatusCode(), json(body));
        } catch (IOException e) {
            throw unanswered("does not answer for " + path + ": " + e, e);
        } catch (RuntimeException e) {
            throw unanswered("does not answer for " + path + ": " + e.getMessage(), new IOException(e));
        }
    }

    private UncheckedIOException unanswered(String problem, IOException cause) {
        return new UncheckedIOException("Docker at " + host + " " + problem, cause);
    }

    /** Errors of proxies before Docker are no JSON; their status tells. */
    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
