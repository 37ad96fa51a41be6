package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "256Ki, 262144",
        "2Gi, 2147483648",
        "1.5Gi, 1610612736",
        "500M, 500000000",
        "10k, 10000",
        "1T, 1000000000000",
        "1Ti, 1099511627776"
    })
    void readsKubernetesQuantities(String text, long expected) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500m", "-1", "1KB", "1 Ki", "Ki", "0.3", "1K", "9999999Ti", "1e3"})
    void refusesOthers(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
