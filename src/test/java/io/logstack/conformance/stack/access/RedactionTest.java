package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = new Redaction(Endpoints.profile(Map.of("loki.url", "http://127.0.0.1:1")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic dXNlcjpIVU5URVIy",
                "authorization: Bearer HUNTER2HUNTER2",
                "{\"password\": \"HUNTER2\"}",
                "{\"password\":\"a\\\"HUNTER2\"}",
                "secret_access_key: HUNTER2",
                "    access_key_id: \"HUNTER2\"",
                "http://user:p@HUNTER2@rgw.storage.svc/bucket",
                "s3://key:HUNTER2@rgw.storage.svc:80/bucket",
                "http://loki/?token=HUNTER2&query=x",
                "X-Amz-Signature=HUNTER2",
                "AWS_SECRET_ACCESS_KEY=HUNTER2",
                "basic_auth: {username: x, password: HUNTER2}"
            })
    void masksWhatIsNamedLikeASecret(String text) {
        assertThat(redaction.text(text))
                .doesNotContain("HUNTER2", "dXNlcjpIVU5URVIy")
                .contains("***");
    }

    @Test
    void masksWhatItLearnt() {
        redaction.learn("correct horse");
        assertThat(redaction.text("it was the correct horse, said Loki")).isEqualTo("it was the ***, said Loki");
        assertThat(redaction.uri(URI.create("http://x/?q=1"))).isEqualTo(URI.create("http://x/?q=1"));
    }

    @Test
    void leavesASecretsNameAloneInAPath() {
        String told = "Kubernetes did not answer GET /api/v1/namespaces/monitoring/secrets/loki-s3-credentials: reset";
        assertThat(redaction.text(told)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ready\n",
                "loki_ingester_streams_created_total{tenant=\"fake\"} 12",
                "{namespace=\"app\"} |= \"error\"",
                "parse error at line 1, col 5: syntax error: unexpected $end",
                "http://127.0.0.1:3100/loki/api/v1/query_range?query=%7Bapp%3D%22x%22%7D&limit=100"
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(redaction.text(text)).isEqualTo(text);
    }

    @Test
    void isNotSlowedDownByLongRunsOfWords() {
        String text = "a.".repeat(4 * 1024);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(redaction.text(text)).isEqualTo(text));
    }
}
