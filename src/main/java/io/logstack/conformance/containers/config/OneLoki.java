package io.logstack.conformance.containers.config;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a single Loki is started with.
 *
 * @param source of the configuration, for messages
 * @param config the operator's, or the fixtures', with the stack's own object store in it
 * @param environment of Loki, the store's credentials among it
 */
public record OneLoki(String source, LokiConfiguration.Rendered config, SortedMap<String, String> environment) {
    /**
     * Reads the configuration that a profile names, or the fixtures'.
     *
     * @param surroundings what the configuration's variables are taken from
     * @throws ConfigurationException when it cannot be used, or no single Loki could run with it
     */
    public static OneLoki of(Profile profile, Map<String, String> surroundings) {
        Optional<String> file = profile.loki().config();
        String source = file.map(path -> "loki.config " + path).orElse("fixtures/cluster/loki.yaml");
        LokiConfiguration.Rendered config = LokiConfiguration.render(
                source, file.map(OneLoki::read).orElseGet(FixtureConfigurations::loki), StoreEndpoint.of(profile));
        SortedMap<String, String> environment = environment(source, config, surroundings);
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
                profile.objectStore().secretKey().map(Secret::value).orElse(""));
        return new OneLoki(source, config, environment);
    }

    /** The buckets that must be there before it starts, the one that is judged among them. */
    public Set<String> buckets(Profile profile) {
        Set<String> buckets = new TreeSet<>(config.buckets());
        buckets.add(profile.objectStore().bucket());
        return buckets;
    }

    private static SortedMap<String, String> environment(
            String source, LokiConfiguration.Rendered config, Map<String, String> surroundings) {
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
        return environment;
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

    /** Without the environment: this must not reach a log. */
    @Override
    public String toString() {
        return source;
    }
}
