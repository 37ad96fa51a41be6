package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.containers.config.AlertingRuleFile;
import io.logstack.conformance.containers.config.AlloyConfiguration;
import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.config.LokiConfiguration;
import io.logstack.conformance.containers.config.StoreEndpoint;
import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.containers.manifests.ObjectStore;
import io.logstack.conformance.containers.manifests.Settings;
import io.logstack.conformance.containers.manifests.StackManifests;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a cluster is started from, beside the fixtures.
 *
 * @param k3s image of the nodes
 * @param minio image of the object store
 * @param nodes how many, the serving one included
 * @param registry where k3s takes what it runs itself from, instead of Docker Hub
 * @param images of what runs in pods, by key
 * @param store what the object store is made with
 * @param lokiConfig replaces the fixtures' configuration of Loki
 * @param lokiEnvironment what that configuration takes from Loki's environment, beyond the store's credentials
 * @param alloyConfig replaces the fixtures' configuration of Alloy
 * @param rules replace the fixtures' rules, content by file name
 */
public record K3sPlan(
        ImageName k3s,
        ImageName minio,
        int nodes,
        Optional<String> registry,
        Map<String, String> images,
        Store store,
        Optional<String> lokiConfig,
        Map<String, String> lokiEnvironment,
        Optional<String> alloyConfig,
        Map<String, String> rules) {
    private static final Path CLUSTER = Path.of("fixtures", "cluster");
    private static final Path CONTAINERS = Path.of("fixtures", "containers");

    /** Where Alloy finds Loki in the cluster of the fixtures. */
    private static final String PUSH = "http://loki-gateway.monitoring.svc.cluster.local/loki/api/v1/push";

    /** Where the fixtures' Services and probes look for Loki. */
    private static final int LOKI_PORT = 3100;

    public K3sPlan {
        images = Map.copyOf(images);
        lokiEnvironment = Map.copyOf(lokiEnvironment);
        rules = Map.copyOf(rules);
    }

    /** The bucket that is made, and whose it is. */
    public record Store(String bucket, String region, String accessKey, String secretKey) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return "bucket " + bucket;
        }
    }

    /** Without what is in Loki's environment: this must not reach a log. */
    @Override
    public String toString() {
        return nodes + " nodes of " + k3s + ", " + minio + " with " + store;
    }

    /**
     * Plans.
     *
     * @param surroundings what variables of Loki's configuration are taken from
     * @throws ConfigurationException when a configuration of the operator's cannot be used
     */
    public static K3sPlan of(Profile profile, ImageCatalogue images, Map<String, String> surroundings) {
        Profile.ObjectStore store = profile.objectStore();
        Optional<LokiConfiguration.Rendered> loki = profile.loki().config().map(file -> loki(file, profile));
        Map<String, String> rules = new TreeMap<>();
        for (String file : profile.rules().orElse(List.of())) {
            String name = Path.of(file).getFileName().toString().replaceAll("\\.ya?ml$", "") + ".yaml";
            if (rules.put(name, AlertingRuleFile.render("rules " + file, read("rules", file))) != null) {
                throw new ConfigurationException("rules " + file, "has the name of another file of rules");
            }
        }
        return new K3sPlan(
                images.of("images.k3s"),
                images.of("images.minio"),
                profile.containers().nodes(),
                // k3s knows registries without a path only.
                profile.images().registry().filter(registry -> !registry.contains("/")),
                images.needed().stream()
                        .collect(Collectors.toMap(
                                CatalogueImage::key, image -> image.image().toString())),
                new Store(
                        store.bucket(),
                        store.region(),
                        store.accessKey().orElse(""),
                        store.secretKey().map(Secret::value).orElse("")),
                loki.map(LokiConfiguration.Rendered::text),
                loki.map(config -> environment(profile.loki().config().orElse(""), config, surroundings))
                        .orElse(Map.of()),
                profile.alloy()
                        .config()
                        .map(file ->
                                AlloyConfiguration.render("alloy.config " + file, read("alloy.config", file), PUSH)),
                rules);
    }

    private static LokiConfiguration.Rendered loki(String file, Profile profile) {
        String source = "loki.config " + file;
        LokiConfiguration.Rendered config =
                LokiConfiguration.render(source, read("loki.config", file), StoreEndpoint.of(profile));
        require(
                config.port() == LOKI_PORT,
                source,
                "listens on port " + config.port() + ", where the cluster's Services do not look for it; accepted: "
                        + LOKI_PORT);
        require(
                config.replicas() == 1,
                source,
                "has a replication_factor of " + config.replicas()
                        + ", and the one Loki could take no push; accepted: 1");
        require(
                !config.tenants() || profile.loki().tenant().isPresent(),
                source,
                "wants a tenant with every request (auth_enabled), and the profile names none; accepted: loki.tenant, or"
                        + " auth_enabled: false");
        return config;
    }

    private static Map<String, String> environment(
            String file, LokiConfiguration.Rendered config, Map<String, String> surroundings) {
        List<String> unset = config.variables().stream()
                .filter(variable -> !surroundings.containsKey(variable))
                .map(variable -> "${" + variable + "}")
                .sorted()
                .toList();
        require(
                unset.isEmpty(),
                "loki.config " + file,
                "names " + String.join(", ", unset)
                        + ", which the environment of this run does not set; set it, or give a default: ${NAME:-value}");
        Map<String, String> environment = new TreeMap<>();
        config.variables().forEach(variable -> environment.put(variable, surroundings.getOrDefault(variable, "")));
        return environment;
    }

    private static String read(String key, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new ConfigurationException(key + " " + file, "cannot be read as text in UTF-8: " + e, e);
        }
    }

    private static void require(boolean held, String source, String problem) {
        if (!held) {
            throw new ConfigurationException(source, problem);
        }
    }

    /**
     * What is applied to the cluster.
     *
     * @param storeAddress where the nodes reach the object store
     */
    StackManifests manifests(String storeAddress) {
        ObjectStore at = new ObjectStore(storeAddress, Minio.PORT, store.accessKey(), store.secretKey());
        return StackManifests.of(
                CLUSTER,
                CONTAINERS,
                new Settings(
                        key -> Optional.ofNullable(images.get(key)),
                        at,
                        lokiConfig,
                        lokiEnvironment,
                        alloyConfig,
                        rules));
    }

    /** SHA-256 of it all, what is applied included, in hexadecimal: two clusters of the same are the same. */
    String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String applied = manifests("0.0.0.0").objects().stream()
                    .map(Serialization::asJson)
                    .collect(Collectors.joining());
            for (String part :
                    List.of(k3s.toString(), minio.toString(), Integer.toString(nodes), registry.orElse(""), applied)) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
