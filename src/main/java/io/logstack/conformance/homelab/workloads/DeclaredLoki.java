package io.logstack.conformance.homelab.workloads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What Loki runs with, as its workload and the ConfigMap that it mounts declare it.
 *
 * @param namespace of the workload
 * @param secret name of the Secret that its environment is of
 * @param accessKeyField the Secret's key with the access key
 * @param secretKeyField the Secret's key with the secret key
 * @param endpoint of the object store
 * @param bucket that chunks go to
 * @param retention of single streams
 */
public record DeclaredLoki(
        String namespace,
        String secret,
        String accessKeyField,
        String secretKeyField,
        String endpoint,
        String region,
        String bucket,
        List<Stream> retention) {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final String LACKS = "the fixtures have no %s, which the homelab needs";

    /**
     * How long one kind of stream is kept.
     *
     * @param selector in LogQL
     * @param period as Loki's configuration writes it
     */
    public record Stream(String selector, int priority, String period) {}

    /**
     * Finds it among a cluster's objects.
     *
     * @throws IllegalStateException when there is no Loki among them, or one without configuration or Secret
     */
    public static DeclaredLoki of(Collection<? extends JsonNode> objects) {
        JsonNode workload = objects.stream()
                .filter(object -> object.path("spec").has("template"))
                .filter(object -> Program.of(object).equals(Optional.of(Program.LOKI)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(LACKS.formatted("workload that runs Loki")));
        String namespace = workload.path("metadata").path("namespace").asString("");
        JsonNode configuration = configuration(objects, namespace, Program.podSpec(workload));
        JsonNode s3 = configuration.path("common").path("storage").path("s3");
        return new DeclaredLoki(
                namespace,
                secret(Program.podSpec(workload)),
                variable(s3.path("access_key_id")),
                variable(s3.path("secret_access_key")),
                s3.path("endpoint").asString(""),
                s3.path("region").asString(""),
                s3.path("bucketnames").asString(""),
                retention(configuration.path("limits_config")));
    }

    private static JsonNode configuration(Collection<? extends JsonNode> objects, String namespace, JsonNode podSpec) {
        List<String> mounted = podSpec.path("volumes")
                .valueStream()
                .map(volume -> volume.path("configMap").path("name").asString(""))
                .toList();
        return objects.stream()
                .filter(object -> object.path("kind").asString("").equals("ConfigMap"))
                .map(map -> map.path("metadata").path("namespace").asString("").equals(namespace)
                                && mounted.contains(
                                        map.path("metadata").path("name").asString(""))
                        ? map.path("data")
                        : map.path("nothing"))
                .flatMap(JsonNode::valueStream)
                .map(text -> YAML.readTree(text.asString("")))
                .filter(yaml -> yaml.path("common").path("storage").has("s3"))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(LACKS.formatted("configuration of Loki with common.storage.s3")));
    }

    private static String secret(JsonNode podSpec) {
        return podSpec.path("containers")
                .valueStream()
                .flatMap(container -> container.path("envFrom").valueStream())
                .map(source -> source.path("secretRef").path("name").asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(LACKS.formatted("Secret in Loki's environment")));
    }

    private static String variable(JsonNode value) {
        Matcher variable = VARIABLE.matcher(value.asString(""));
        if (!variable.matches()) {
            throw new IllegalStateException(LACKS.formatted("S3 key of Loki's that comes from its environment"));
        }
        return variable.group(1);
    }

    private static List<Stream> retention(JsonNode limits) {
        List<Stream> streams = new ArrayList<>();
        limits.path("retention_stream")
                .forEach(rule -> streams.add(new Stream(
                        rule.path("selector").asString(""),
                        rule.path("priority").asInt(0),
                        rule.path("period").asString(""))));
        return List.copyOf(streams);
    }
}
