package io.logstack.conformance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void whatATerminalWouldObeyIsShown() {
        assertThat(VisibleText.of("a\u001b[2J\u0007\u009b1m\r b\tc\u0000"))
                .isEqualTo("a\\u001b[2J\\u0007\\u009b1m\\u000d b\\u0009c\\u0000");
        assertThat(VisibleText.of("user\u202egpj.exe\u2028\ufeff")).isEqualTo("user\\u202egpj.exe\\u2028\\ufeff");
        assertThat(VisibleText.of("half \ud83d, whole 😀, é, $1 \\")).isEqualTo("half \\ud83d, whole 😀, é, $1 \\");
        assertThat(VisibleText.of("one\r\ntwo\nthree")).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void whatAJobsLogWouldObeyIsShown() {
        assertThat(VisibleText.of("a\n::error::b\n  ::add-mask::c ::d\n::"))
                .isEqualTo("a\n\\u003a:error::b\n  \\u003a:add-mask::c ::d\n\\u003a:");
        assertThat(VisibleText.of("a ##[error]b ###[c] ## [d]")).isEqualTo("a \\u0023#[error]b #\\u0023#[c] ## [d]");
    }
}
