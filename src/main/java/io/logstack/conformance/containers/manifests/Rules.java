package io.logstack.conformance.containers.manifests;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Alerting rules as a Prometheus without an operator reads them: one file for each PrometheusRule. */
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

    static Manifest configMap(Map<String, String> files) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", CONFIG_MAP).put("namespace", "monitoring");
        ObjectNode data = map.putObject("data");
        new TreeMap<>(files).forEach(data::put);
        return Manifest.of("the rules", map);
    }
}
