package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoresTest {
    @ParameterizedTest
    @CsvSource({"500m, 0.5", "0.5, 0.5", "2, 2", "2000m, 2", "0.50, 0.5", "10, 10"})
    void readsKubernetesQuantities(String text, String expected) {
        assertThat(Cores.parse(text)).hasToString(expected).isEqualTo(Cores.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500M", "-1", "2 cores", "m", "1e3", "2Gi"})
    void refusesOthers(String text) {
        assertThatThrownBy(() -> Cores.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
