package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from a stack as people get to see it. */
class WordsTest {
    @Test
    void whatATerminalWouldObeyIsShown() {
        assertThat(Words.visible("a\u001b[2J\u0007\u009b1m\r b\tc\u0000"))
                .isEqualTo("a\\u001b[2J\\u0007\\u009b1m\\u000d b\\u0009c\\u0000");
        assertThat(Words.visible("user\u202egpj.exe\u2028\ufeff")).isEqualTo("user\\u202egpj.exe\\u2028\\ufeff");
        assertThat(Words.visible("half \ud83d, whole 😀, é, $1 \\")).isEqualTo("half \\ud83d, whole 😀, é, $1 \\");
        assertThat(Words.visible("one\r\ntwo\nthree")).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void aLineIsOneAndShort() {
        assertThat(Words.oneLine("  a\n\tb\r\nc  ")).isEqualTo("a b c");
        assertThat(Words.oneLine("x".repeat(1 << 20))).hasSize(160).endsWith("x…");
        assertThat(Words.oneLine("😀".repeat(100), 4)).isEqualTo("😀…");
    }
}
