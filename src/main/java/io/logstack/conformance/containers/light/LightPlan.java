package io.logstack.conformance.containers.light;

import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.config.FixtureConfigurations;
import io.logstack.conformance.containers.config.LokiConfiguration;
import io.logstack.conformance.containers.config.StoreEndpoint;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that Loki and its object store are started from. Two stacks of the same plan are the same.
 *
 * @param loki Loki's image
 * @param minio the object store's image
 * @param config Loki's configuration
 * @param store where the object store is, inside
 * @param environment of Loki, the store's credentials among it
 */
public record LightPlan(
        ImageName loki,
        ImageName minio,
        LokiConfiguration.Rendered config,
        StoreEndpoint store,
        SortedMap<String, String> environment) {
    /** Without the credentials: this must not reach a log. */
    @Override
    public String toString() {
        return loki + " on " + minio;
    }

    String accessKey() {
        return environment.getOrDefault(StoreEndpoint.ACCESS_KEY, "");
    }

    String secretKey() {
        return environment.getOrDefault(StoreEndpoint.SECRET_KEY, "");
    }

    /**
     * Plans.
     *
     * @param surroundings what the configuration's variables are taken from
     * @throws ConfigurationException when the operator's configuration cannot be used
     */
    public static LightPlan of(Profile profile, ImageCatalogue images, Map<String, String> surroundings) {
        StoreEndpoint store = StoreEndpoint.of(profile);
        Optional<String> file = profile.loki().config();
        String source = file.map(path -> "loki.config " + path).orElse("fixtures/cluster/loki.yaml");
        LokiConfiguration.Rendered config = LokiConfiguration.render(
                source, file.map(LightPlan::read).orElseGet(FixtureConfigurations::loki), store);
        SortedMap<String, String> environment = new TreeMap<>();
        List<String> unset = new ArrayList<>();
        for (String variable : config.variables()) {
            String value = surroundings.get(variable);
            if (value == null) {
                unset.add("${" + variable + "}");
            } else {
                environment.put(variable, value);
            }
        }
        require(
                unset.isEmpty(),
                source,
                "names " + String.join(", ", unset)
                        + ", which the environment of this run does not set; set it, or give a default: ${NAME:-value}");
        require(
                config.replicas() == 1,
                source,
                "has a replication_factor of " + config.replicas()
                        + ", and the one Loki of this form could take no push; accepted: 1");
        require(
                !config.tenants() || profile.loki().tenant().isPresent(),
                source,
                "wants a tenant with every request (auth_enabled), and the profile names none; accepted: loki.tenant, or"
                        + " auth_enabled: false");
        environment.put(
                StoreEndpoint.ACCESS_KEY, profile.objectStore().accessKey().orElse(""));
        environment.put(
                StoreEndpoint.SECRET_KEY,
                profile.objectStore().secretKey().map(secret -> secret.value()).orElse(""));
        return new LightPlan(images.of("images.loki"), images.of("images.minio"), config, store, environment);
    }

    /** SHA-256 of it all, in hexadecimal. */
    String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            List<String> parts =
                    new ArrayList<>(List.of(loki.toString(), minio.toString(), config.text(), store.toString()));
            environment.forEach((name, value) -> parts.add(name + "=" + value));
            for (String part : parts) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new ConfigurationException("loki.config " + path, "cannot be read as text in UTF-8: " + e, e);
        }
    }

    private static void require(boolean held, String source, String problem) {
        if (!held) {
            throw new ConfigurationException(source, problem);
        }
    }
}
