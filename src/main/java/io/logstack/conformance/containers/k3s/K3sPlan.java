package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.containers.config.AlertingRuleFile;
import io.logstack.conformance.containers.config.AlloyConfiguration;
import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.config.OneLoki;
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
import java.util.Set;
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
 * @param lokiEnvironment of Loki, the store's credentials among it
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

    /** The buckets that are made, and whose they are. */
    public record Store(Set<String> buckets, String region, String accessKey, String secretKey) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return "buckets " + buckets;
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
        OneLoki loki = OneLoki.of(profile, surroundings);
        require(
                loki.config().port() == LOKI_PORT,
                loki.source(),
                "listens on port " + loki.config().port()
                        + ", where the cluster's Services do not look for it; accepted: " + LOKI_PORT);
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
                        loki.buckets(profile),
                        store.region(),
                        store.accessKey().orElse(""),
                        store.secretKey().map(Secret::value).orElse("")),
                profile.loki().config().map(file -> loki.config().text()),
                loki.environment(),
                profile.alloy()
                        .config()
                        .map(file ->
                                AlloyConfiguration.render("alloy.config " + file, read("alloy.config", file), PUSH)),
                rules);
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
