package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "168h, PT168H",
        "7d, PT168H",
        "1w, PT168H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "500ms, PT0.5S",
        "500m, PT8H20M",
        "2m, PT2M",
        "1h0m0s, PT1H",
        "1y, PT8760H",
        "100us, PT0.0001S",
        "100µs, PT0.0001S",
        "7ns, PT0.000000007S",
        "0, PT0S",
        "0s, PT0S"
    })
    void readsWhatGoAndPrometheusWrite(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "h",
                "1 h",
                "1H",
                "-1h",
                "1h-30m",
                "30m1h",
                "1h1h",
                "PT5M",
                "1h30",
                "five minutes",
                "1.h",
                "300y"
            })
    void refusesWhatTheyWouldNot(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT168H, 7d",
        "PT194H, 8d2h",
        "PT90S, 1m30s",
        "PT1.2345S, 1.234s",
        "PT0.25S, 250ms",
        "PT0.0000015S, 0.001ms",
        "PT0S, 0ms",
        "PT-5S, -5s"
    })
    void aDurationIsWrittenAsItIsRead(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
