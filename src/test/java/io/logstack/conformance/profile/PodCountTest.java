package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCountTest {
    @Test
    void readsNumbers() {
        assertThat(PodCount.parse("3").number()).hasValue(3);
        assertThat(PodCount.parse("3")).hasToString("3");
    }

    @Test
    void readsPerNode() {
        assertThat(PodCount.parse("per-node").number()).isEmpty();
        assertThat(PodCount.parse("per-node")).hasToString("per-node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "per node", "all", "99999999999"})
    void refusesOthers(String text) {
        assertThatThrownBy(() -> PodCount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
