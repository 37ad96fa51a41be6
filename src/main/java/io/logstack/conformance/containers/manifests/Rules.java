package io.logstack.conformance.containers.manifests;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Alerting rules as a Prometheus without an operator reads them: one file for each PrometheusRule, or for each file given. */
final class Rules {
    /** As the operator calls the ConfigMap that it makes of PrometheusRules. */
    static final String CONFIG_MAP = "prometheus-kube-prometheus-stack-prometheus-rulefiles-0";

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private Rules() {}

    /** Whether an object is rules for the operator. */
    static boolean isRules(JsonNode object) {
        return object.path("kind").asString("").equals("PrometheusRule");
    }

    /** File name and content of a PrometheusRule. */
    static Map.Entry<String, String> file(Manifest rule) {
        return Map.entry(
                rule.namespace() + "-" + rule.name() + ".yaml",
                YAML.writeValueAsString(rule.object().path("spec")));
    }

    /**
     * File name and content of rules that the operator gave: a PrometheusRule, or what Prometheus itself reads.
     *
     * @throws ManifestException when it is neither
     */
    static Map.Entry<String, String> file(Path given) {
        JsonNode content;
        try {
            content = YAML.readTree(given.toFile());
        } catch (JacksonException e) {
            throw new ManifestException(given + " is not readable YAML: " + e.getMessage(), e);
        }
        JsonNode rules = isRules(content) ? content.path("spec") : content;
        if (!rules.path("groups").isArray() || rules.path("groups").isEmpty()) {
            throw new ManifestException(given
                    + " has no rules; accepted: a PrometheusRule, or a file of Prometheus with a list of 'groups'");
        }
        String name = given.getFileName().toString().replaceAll("\\.ya?ml$", "") + ".yaml";
        return Map.entry(name, YAML.writeValueAsString(rules));
    }

    static Manifest configMap(Map<String, String> files) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", CONFIG_MAP).put("namespace", "monitoring");
        ObjectNode data = map.putObject("data");
        new TreeMap<>(files).forEach(data::put);
        return Manifest.of("the rules", map);
    }
}
