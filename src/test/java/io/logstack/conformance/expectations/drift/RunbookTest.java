package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookTest {
    private static final Path PROFILE = Path.of("profiles/embedded.yaml");

    @Test
    void commandsKnowTheirHeadingTheirCommentAndWhatWasForwardedBefore() {
        Runbook runbook = Runbook.parse("r", """
                ## Health

                ```bash
                # Check Loki
                kubectl port-forward -n monitoring svc/loki-gateway 3100:80 &
                curl -s http://localhost:3100/ready

                kubectl run test \\
                  --image=x
                ```
                """);
        assertThat(runbook.commands())
                .containsExactly(
                        new Runbook.Command(
                                "Health",
                                "Check Loki",
                                "kubectl port-forward -n monitoring svc/loki-gateway 3100:80 &",
                                Map.of(3100, "loki-gateway")),
                        new Runbook.Command(
                                "Health",
                                "Check Loki",
                                "curl -s http://localhost:3100/ready",
                                Map.of(3100, "loki-gateway")),
                        new Runbook.Command("Health", "", "kubectl run test  --image=x", Map.of(3100, "loki-gateway")));
        assertThat(Curl.in(runbook)).singleElement().satisfies(curl -> {
            assertThat(curl.path()).isEqualTo("/ready");
            assertThat(curl.service()).contains("loki-gateway");
        });
    }

    @Test
    void itemsKnowTheirLabelTheirCodeAndWhatTheyAreListedUnder() {
        Runbook runbook = Runbook.parse(
                "r", "### Metrics\n\n**Slow:**\n- **Error Rate**: `rate(x[5m])`\n- plain\n\n```\n# Query: up\n```\n");
        assertThat(runbook.items())
                .containsExactly(
                        new Runbook.Item("Metrics", "Slow:", "Error Rate:", List.of("rate(x[5m])")),
                        new Runbook.Item("Metrics", "Slow:", "plain", List.of()),
                        new Runbook.Item("Metrics", "", "Query", List.of("up")));
    }

    @Test
    void wordsAreThoseOfAShell() {
        assertThat(Shell.commands(
                        "curl -s \"http://h/q?query={a!=\\\"\\\"}&b=$(date -d '7 days' +%s)\" | jq '.a | length'"))
                .containsExactly(
                        List.of("curl", "-s", "http://h/q?query={a!=\"\"}&b=$(date -d '7 days' +%s)"),
                        List.of("jq", ".a | length"));
        assertThat(Shell.commands("")).isEmpty();
        assertThat(Shell.commands("echo 'open")).containsExactly(List.of("echo", "open"));
    }

    @Test
    void expressionsAreToldByTheirOutside() {
        assertThat(PromQl.metrics("sum by (le) (rate(a_bucket{route=~\"b[c{\"}[5m])) / rate(d[5m])"))
                .containsExactly("a_bucket", "d");
        assertThat(PromQl.divides("rate(a{route=\"/x\"}[5m])")).isFalse();
        assertThat(PromQl.divides("rate(a[5m]) / rate(b[5m])")).isTrue();
        assertThat(PromQl.selector("rate(a{b=\"}\"}[5m])", "a")).contains("a{b=\"}\"}");
        assertThat(PromQl.selector("rate(a[5m])", "a")).contains("a");
        assertThat(PromQl.selector("rate(ab[5m])", "a")).isEmpty();
    }

    @Test
    void aProfileThatNamesNoFileIsAMistake() {
        assertThatThrownBy(() -> Profiles.load(PROFILE, Map.of("runbook", "no/such.md")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContainingAll("runbook", "there is no file 'no/such.md'");
    }

    @Test
    void aRunbookThatIsGoneCannotBeWrong(@TempDir Path directory) throws IOException {
        Profile profile = Stubbed.runbook(directory, "# Gone");
        Files.delete(directory.resolve("runbook.md"));
        assertThatThrownBy(() -> Runbook.read(profile))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("runbook.md");
    }

    @Test
    void anEmptyOneSaysNothing() {
        assertThat(Runbook.parse("r", "").commands()).isEmpty();
        assertThat(Runbook.parse("r", "").items()).isEmpty();
    }
}
