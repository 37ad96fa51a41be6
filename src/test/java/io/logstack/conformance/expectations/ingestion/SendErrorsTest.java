package io.logstack.conformance.expectations.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SendErrorsTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");
    private static final String RETRIED =
            "ts=2026-03-01T12:00:01.5Z level=warn msg=\"error sending batch, will retry\" status=429 error=\"rate limit\"";
    private static final String GIVEN_UP =
            "ts=2026-03-01T12:00:02Z level=error msg=\"final error sending batch, no retries left, dropping data\" status=500";
    private static final String BEFORE = "ts=2026-03-01T11:59:59Z level=warn msg=\"error sending batch, will retry\"";
    private static final String QUIET = "ts=2026-03-01T12:00:01Z level=info msg=\"now listening for http traffic\"";

    @Test
    void failuresOfTheWindowCount() {
        SendErrors errors = SendErrors.of("alloy-x", String.join("\n", BEFORE, QUIET, RETRIED, GIVEN_UP), SINCE);
        assertThat(errors.errors()).containsExactly(RETRIED, GIVEN_UP);
        assertThat(errors.lines()).isEqualTo(4);
        assertThat(errors.none().holds()).isFalse();
        assertThat(errors.none().found()).contains("2, the first: " + RETRIED);
    }

    @Test
    void aFailureWhoseTimeCannotBeReadCounts() {
        assertThat(SendErrors.of("alloy-x", "error sending batch, will retry", SINCE)
                        .errors())
                .hasSize(1);
    }

    @Test
    void aLogWithoutFailuresIsGood() {
        SendErrors errors = SendErrors.of("alloy-x", QUIET + "\n" + BEFORE, SINCE);
        assertThat(errors.none().holds()).isTrue();
        assertThat(errors.readable()).isTrue();
    }

    @Test
    void anEmptyLogTellsNothing() {
        assertThat(SendErrors.of("alloy-x", "\n", SINCE).readable()).isFalse();
    }
}
