package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from a stack as people get to see it. */
class WordsTest {
    @Test
    void aLineIsOneAndShort() {
        assertThat(Words.oneLine("  a\n\tb\r\nc  ")).isEqualTo("a b c");
        assertThat(Words.oneLine("x".repeat(1 << 20))).hasSize(160).endsWith("x…");
        assertThat(Words.oneLine("😀".repeat(100), 4)).isEqualTo("😀…");
    }
}
