package io.logstack.conformance.expectations.assertions;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.stack.Answer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerAssertTest {
    private static final String NGINX = "<html><head><title>400 Bad Request</title></head></html>";

    @Test
    void aRefusalInLokisWords() {
        assertThat(answer(400, "text/plain; charset=utf-8", "snappy: corrupt input\n"))
                .isRefusedInLokisWords("snappy: corrupt input");
    }

    @ParameterizedTest
    @CsvSource({
        "204, '', ''",
        "500, text/plain, snappy: corrupt input",
        "400, text/html, '" + NGINX + "'",
        "400, text/plain, ''",
        "400, text/plain, something else",
    })
    void anythingElseIsNone(int status, String contentType, String body) {
        assertThatThrownBy(() -> assertThat(answer(status, contentType, body)).isRefusedInLokisWords("corrupt input"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("4xx", "status " + status, "http://loki/path");
    }

    @ParameterizedTest
    @CsvSource({
        "502, text/html, 'bad gateway'",
        "200, text/plain, OK",
        "200, application/json, '{}'",
        "200, application/json, ''",
        "404, application/json, '{\"status\":\"success\"}'",
    })
    void onlyLokisJsonIsItsSuccess(int status, String contentType, String body) {
        assertThatThrownBy(() -> assertThat(answer(status, contentType, body)).isLokisSuccess())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFailureSaysWhatTheRunbookSays() {
        assertThatThrownBy(() -> assertThat(answer(503, "text/plain", "Ingester not ready\n"))
                        .orElse(LokiReadyIT.class)
                        .says(200, "ready"))
                .hasMessage("expected status 200 and 'ready', but found status 503 and 'Ingester not ready' at "
                        + "http://loki/path. Next: Look at what '/ready' and '/services' of Loki's Service name, then "
                        + "read the log of that module with 'kubectl logs -n monitoring loki-0 -c loki'");
    }

    private static Answer answer(int status, String contentType, String body) {
        return new Answer(URI.create("http://loki/path"), status, contentType, body, Duration.ofMillis(1));
    }
}
