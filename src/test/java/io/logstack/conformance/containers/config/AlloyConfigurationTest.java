package io.logstack.conformance.containers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlloyConfigurationTest {
    private static final String PUSH = "http://loki-gateway.monitoring.svc.cluster.local:80/loki/api/v1/push";

    @Test
    void onlyTheUrlOfTheFixturesChanges() {
        String given = FixtureConfigurations.alloy();

        assertThat(AlloyConfiguration.render("a.alloy", given, PUSH))
                .isEqualTo(given.replace("http://loki-gateway.monitoring.svc.cluster.local/loki/api/v1/push", PUSH))
                .isNotEqualTo(given);
    }

    @Test
    void endpointsLoseTheCredentialsOfTheirOwnLokiAndNothingElse() {
        String rendered = AlloyConfiguration.render("a.alloy", """
                // url = "http://not-this-one"
                logging { level = "info" }
                remote.http "x" { url = "http://config.lan" }
                loki.process "p" {
                  forward_to = [loki.write.out.receiver]
                  stage.regex { expression = `^(?P<url>"[^"]*{)` }
                }
                loki.write "out" {
                  endpoint {
                    name      = "first"
                    url       = sys.env("LOKI_URL") /* here */ // there
                    tenant_id = "team"
                    bearer_token_file = "/var/run/token"
                    basic_auth {
                      username = "u"
                      url      = "}"
                    }
                    tls_config { insecure_skip_verify = true }
                  }
                  endpoint { url = "https://second/loki/api/v1/push" }
                  external_labels = {
                    cluster = "home",
                  }
                }
                """, PUSH);

        assertThat(rendered)
                .contains("remote.http \"x\" { url = \"http://config.lan\" }")
                .contains("// url = \"http://not-this-one\"")
                .contains("stage.regex { expression = `^(?P<url>\"[^\"]*{)` }")
                .contains("url       = \"" + PUSH + "\"")
                .contains("endpoint { url = \"" + PUSH + "\" }")
                .contains("tenant_id = \"team\"")
                .contains("cluster = \"home\"")
                .doesNotContain("basic_auth")
                .doesNotContain("tls_config")
                .doesNotContain("bearer_token_file")
                .doesNotContain("LOKI_URL")
                .doesNotContain("second");
        assertThat(AlloyConfiguration.render("a.alloy", rendered, PUSH)).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "logging { level = \"info\" } | a.alloy has no endpoint with a url in a loki.write, so that nothing would"
                        + " reach Loki",
                "loki.write \"x\" { endpoint { url = \"http://a | a.alloy is not in Alloy's syntax, line 1: a string has no"
                        + " end",
                "loki.write \"x\" { endpoint { url = } } | a.alloy is not in Alloy's syntax, line 1: a value is expected,"
                        + " with all its brackets closed",
                "loki.write \"x\" { endpoint { url = \"a\" } | a.alloy is not in Alloy's syntax, line 1: '}' is expected",
                "loki.write \"x\" { } } | a.alloy is not in Alloy's syntax, line 1: a '}' closes nothing",
                "loki: {write: 1} | a.alloy is not in Alloy's syntax, line 1: '{' is expected"
            })
    void badOnesGetOneMessage(String text, String message) {
        assertThatThrownBy(() -> AlloyConfiguration.render("a.alloy", text, PUSH))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
