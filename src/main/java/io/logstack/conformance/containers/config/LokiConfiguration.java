package io.logstack.conformance.containers.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Loki's configuration with the stack's own object store in it: endpoint and credentials of every S3 section are replaced,
 * the rest is as given. Pure: it asks nobody.
 */
public final class LokiConfiguration {
    private static final int DEFAULT_PORT = 3100;

    /** What a schema may keep chunks in and that an S3 store cannot stand for. */
    private static final Set<String> FOREIGN =
            Set.of("gcs", "azure", "swift", "bos", "alibabacloud", "cos", "cassandra", "bigtable");

    private static final Set<String> S3 = Set.of("s3", "aws");

    /** Of the store that was replaced: where it is, who asks, and how it encrypts with keys that only it has. */
    private static final Set<String> FOREIGN_KEYS =
            Set.of("s3", "session_token", "sts_endpoint", "sse", "sse_encryption");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}");

    private final String source;
    private final YamlTree tree;
    private final StoreEndpoint store;
    private final Set<String> buckets = new LinkedHashSet<>();

    private LokiConfiguration(String source, YamlTree tree, StoreEndpoint store) {
        this.source = source;
        this.tree = tree;
        this.store = store;
    }

    /**
     * What a Loki in containers is started with.
     *
     * @param text YAML; it takes the store's credentials from the environment
     * @param buckets that it writes to
     * @param port where it listens for HTTP
     * @param replicas how many Lokis must take a push ({@code replication_factor})
     * @param tenants whether each request must name a tenant ({@code auth_enabled})
     * @param directories that it reads and does not make itself
     * @param variables of its environment that it names and gives no default for, the store's credentials left out
     */
    public record Rendered(
            String text,
            Set<String> buckets,
            int port,
            int replicas,
            boolean tenants,
            Set<String> directories,
            Set<String> variables) {}

    /**
     * Renders a configuration.
     *
     * @param source the file, for messages
     * @param text what is in it, variables not expanded
     * @throws ConfigurationException when it keeps its chunks where an S3 store cannot stand in, or is no configuration
     */
    public static Rendered render(String source, String text, StoreEndpoint store) {
        return new LokiConfiguration(source, YamlTree.parse(source, text), store).render();
    }

    private Rendered render() {
        MappingNode root = tree.root();
        List<MappingNode> periods = YamlTree.mappings(root, "schema_config", "configs");
        if (periods.isEmpty()) {
            throw new ConfigurationException(source, "has no schema_config.configs, without which Loki does not start");
        }
        boolean onS3 =
                periods.stream().map(this::objectStore).filter(S3::contains).count() > 0;
        classic(root, "common", "storage", "s3");
        classic(root, "storage_config", "aws");
        classic(root, "ruler", "storage", "s3");
        YamlTree.mapping(root, "storage_config", "named_stores", "aws")
                .ifPresent(named -> named.getValue().forEach(tuple -> {
                    if (tuple.getValueNode() instanceof MappingNode section) {
                        rewriteClassic(section);
                    }
                }));
        thanos(root, "common", "storage", "object_store", "s3");
        thanos(root, "storage_config", "object_store", "s3");
        thanos(root, "ruler_storage", "s3");
        if (onS3 && buckets.isEmpty()) {
            throw new ConfigurationException(
                    source,
                    "keeps chunks in S3 by its schema_config, but has no section that says where; accepted:"
                            + " common.storage.s3, storage_config.aws or storage_config.object_store.s3");
        }
        return new Rendered(
                tree.text(),
                Set.copyOf(buckets),
                port(root),
                replicas(root),
                tenants(root),
                directories(root),
                variables());
    }

    private String objectStore(MappingNode period) {
        String kept = YamlTree.value(period, "object_store").orElse("");
        if (FOREIGN.contains(kept)) {
            throw new ConfigurationException(
                    source,
                    "keeps chunks in '" + kept + "' from "
                            + YamlTree.value(period, "from").orElse("?")
                            + " on, for which MinIO cannot stand in; accepted: object_store s3, aws or filesystem");
        }
        return kept;
    }

    private void classic(MappingNode root, String... path) {
        YamlTree.mapping(root, path).ifPresent(this::rewriteClassic);
    }

    /** The sections of Loki's own S3 client. */
    private void rewriteClassic(MappingNode section) {
        List<String> named = named(section, "bucketnames", YamlTree.value(section, "s3"));
        YamlTree.remove(section, FOREIGN_KEYS);
        YamlTree.set(section, "endpoint", "http://" + store.host() + ":" + store.port());
        YamlTree.set(section, "bucketnames", String.join(",", named));
        YamlTree.set(section, "s3forcepathstyle", true);
        common(section);
    }

    private void thanos(MappingNode root, String... path) {
        YamlTree.mapping(root, path).ifPresent(section -> {
            String bucket = named(section, "bucket_name", Optional.empty()).get(0);
            YamlTree.remove(section, FOREIGN_KEYS);
            YamlTree.set(section, "endpoint", store.host() + ":" + store.port());
            YamlTree.set(section, "bucket_name", bucket);
            YamlTree.set(section, "bucket_lookup_type", "path");
            common(section);
        });
    }

    private void common(MappingNode section) {
        YamlTree.set(section, "region", store.region());
        YamlTree.set(section, "access_key_id", "${" + StoreEndpoint.ACCESS_KEY + "}");
        YamlTree.set(section, "secret_access_key", "${" + StoreEndpoint.SECRET_KEY + "}");
        YamlTree.set(section, "insecure", true);
    }

    /** The buckets of a section. One that only the environment of the operator's Loki names is the profile's here. */
    private List<String> named(MappingNode section, String key, Optional<String> url) {
        String written = YamlTree.value(section, key)
                .filter(value -> !value.isBlank())
                .or(() -> url.flatMap(this::bucketOf))
                .orElse("");
        List<String> names = new ArrayList<>();
        for (String name : written.split(",", -1)) {
            names.add(name.isBlank() || name.contains("${") ? store.bucket() : name.strip());
        }
        buckets.addAll(names);
        return names;
    }

    /** The bucket of {@code s3://key:secret@host/bucket}, or of {@code s3://region/bucket}. */
    private Optional<String> bucketOf(String url) {
        if (url.contains("${")) {
            return Optional.empty();
        }
        try {
            String path = Optional.ofNullable(URI.create(url).getPath()).orElse("");
            String bucket = path.replaceAll("^/+|/+$", "");
            return bucket.isEmpty() ? Optional.empty() : Optional.of(bucket);
        } catch (IllegalArgumentException e) {
            // Not its cause, and not the URL: both may hold a secret key.
            throw new ConfigurationException(
                    source, "has an S3 URL that is none; accepted: s3://key:secret@host/bucket");
        }
    }

    private int port(MappingNode root) {
        Optional<String> written = YamlTree.value(root, "server", "http_listen_port");
        if (written.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!written.get().matches("[1-9][0-9]{0,4}")) {
            throw new ConfigurationException(
                    source,
                    "has '" + written.get()
                            + "' for server.http_listen_port; accepted: a number, since the stack has to"
                            + " reach it there");
        }
        return Integer.parseInt(written.get());
    }

    private static int replicas(MappingNode root) {
        return List.of(
                        new String[] {"common", "replication_factor"},
                        new String[] {"common", "ring", "replication_factor"},
                        new String[] {"ingester", "lifecycler", "ring", "replication_factor"})
                .stream()
                .map(path -> YamlTree.value(root, path).orElse("1"))
                .filter(value -> value.matches("[0-9]{1,3}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(1);
    }

    /** Loki asks for tenants unless it is told not to. */
    private static boolean tenants(MappingNode root) {
        return !YamlTree.value(root, "auth_enabled").orElse("true").equalsIgnoreCase("false");
    }

    private static Set<String> directories(MappingNode root) {
        Set<String> directories = new TreeSet<>();
        YamlTree.value(root, "ruler", "storage", "local", "directory").ifPresent(directories::add);
        YamlTree.value(root, "ruler_storage", "local", "directory").ifPresent(directories::add);
        YamlTree.value(root, "common", "storage", "filesystem", "rules_directory")
                .ifPresent(directories::add);
        directories.removeIf(directory -> directory.contains("${") || !directory.startsWith("/"));
        return directories;
    }

    private Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        tree.values().forEach(value -> {
            Matcher variable = VARIABLE.matcher(value);
            while (variable.find()) {
                if (variable.group(2) == null) {
                    variables.add(variable.group(1));
                }
            }
        });
        variables.removeAll(Set.of(StoreEndpoint.ACCESS_KEY, StoreEndpoint.SECRET_KEY));
        return variables;
    }
}
