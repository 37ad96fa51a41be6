package io.logstack.conformance.expectations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.stack.NoAnswerException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LokiConfigTest {
    private final LokiConfig config = LokiConfig.of(Map.of(
            "limits_config", Map.of("retention_period", "1w", "max_query_length", "30d1h", "limit", 5000),
            "ingester", Map.of("max_chunk_age", "2h0m0s")));

    @Test
    void durationsAreReadAsLokiPrintsThem() {
        assertThat(config.duration("limits_config.retention_period")).contains(Duration.ofDays(7));
        assertThat(config.duration("limits_config.max_query_length")).contains(Duration.ofHours(721));
        assertThat(config.duration("ingester.max_chunk_age")).contains(Duration.ofHours(2));
    }

    @Test
    void whatIsAbsentIsEmpty() {
        assertThat(config.at("compactor.retention_enabled")).isEmpty();
        assertThat(config.duration("limits_config.retention_period.days")).isEmpty();
    }

    @Test
    void whatIsSomethingElseIsSaid() {
        assertThat(config.number("limits_config.limit")).contains(5000L);
        assertThatThrownBy(() -> config.duration("limits_config.limit"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("'5000' at limits_config.limit");
        assertThatThrownBy(() -> config.number("limits_config.retention_period"))
                .isInstanceOf(NoAnswerException.class);
    }
}
