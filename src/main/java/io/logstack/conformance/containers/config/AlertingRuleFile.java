package io.logstack.conformance.containers.config;

import org.snakeyaml.engine.v2.nodes.MappingNode;

/** A file of alerting rules, as Prometheus reads it. Pure: it asks nobody. */
public final class AlertingRuleFile {
    private AlertingRuleFile() {}

    /**
     * The file's groups, whether it is a PrometheusRule or a plain file of groups.
     *
     * @param source the file, for messages
     * @param text what is in it
     * @return YAML with the one key {@code groups}
     * @throws ConfigurationException when there are no groups in it
     */
    public static String render(String source, String text) {
        YamlTree tree = YamlTree.parse(source, text);
        MappingNode root = tree.root();
        MappingNode holder =
                YamlTree.value(root, "kind").filter("PrometheusRule"::equals).isPresent()
                        ? YamlTree.mapping(root, "spec").orElse(root)
                        : root;
        if (YamlTree.mappings(holder, "groups").isEmpty()) {
            throw new ConfigurationException(
                    source, "has no groups of rules; accepted: a PrometheusRule, or a mapping with groups");
        }
        holder.getValue().removeIf(tuple -> !YamlTree.named(tuple, "groups"));
        return YamlTree.text(holder);
    }
}
