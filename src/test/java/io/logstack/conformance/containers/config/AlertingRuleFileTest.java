package io.logstack.conformance.containers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AlertingRuleFileTest {
    @Test
    void aPrometheusRuleGivesItsGroups() throws IOException {
        String rules = AlertingRuleFile.render("rules.yaml", Files.readString(Path.of("fixtures/cluster/rules.yaml")));

        assertThat(rules).startsWith("groups:").contains("LokiNoLogsIngested").doesNotContain("PrometheusRule");
        assertThat(AlertingRuleFile.render("rules.yaml", rules)).isEqualTo(rules);
    }

    @Test
    void aFileWithoutGroupsIsRefused() {
        assertThatThrownBy(() -> AlertingRuleFile.render("rules.yaml", "kind: PrometheusRule\nspec: {}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("rules.yaml has no groups of rules; accepted: a PrometheusRule, or a mapping with groups");
    }
}
