package io.logstack.conformance.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void coloursOfTerminalsAreLeftOut() {
        assertThat(Shown.clean(
                        "\u001b[1;31mred\u001b[0m, \u009b2Jcleared, \u001b]8;;http://x\u0007link\u001b]8;;\u0007"))
                .isEqualTo("red, cleared, link");
    }

    @Test
    void controlCharactersBecomeVisible() {
        assertThat(Shown.clean("a\u0000b\u0007c\rd\u007fe\u0085f")).isEqualTo("a\u2400b\u2407c\u240dd\u2421e\ufffdf");
        assertThat(Shown.clean("line\n\tindented")).isEqualTo("line\n\tindented");
        assertThat(Shown.clean("\u001b")).isEqualTo("\u241b");
    }

    @Test
    void whatTurnsTheDirectionOfTextIsNotTaken() {
        assertThat(Shown.clean("user\u202etxt.exe\u2066")).isEqualTo("user\ufffdtxt.exe\ufffd");
        assertThat(Shown.clean("\ud800 \uffff \ufdd0")).isEqualTo("\ufffd \ufffd \ufffd");
        assertThat(Shown.clean("äöü 漢字 \ud83d\ude00 עברית")).isEqualTo("äöü 漢字 \ud83d\ude00 עברית");
    }

    @Test
    void longTextsAreCutAndSaySo() {
        assertThat(Shown.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Shown.cut("abcdefg", 6)).isEqualTo("abcdef … and 1 more characters");
        assertThat(Shown.cut("ab\ud83d\ude00", 3)).isEqualTo("ab … and 2 more characters");
        assertThat(Shown.fit("x".repeat(1 << 20))).hasSizeLessThan(10_000);
    }

    @Test
    void amountsAreRoundedToWhatPeopleRead() {
        assertThat(Amount.of(0.004511, "seconds")).isEqualTo("4.511 ms");
        assertThat(Amount.of(12.3456, "seconds")).isEqualTo("12.35 s");
        assertThat(Amount.of(0, "seconds")).isEqualTo("0 s");
        assertThat(Amount.of(100_000_000_000L, "bytes")).isEqualTo("100 GB");
        assertThat(Amount.of(330688, "bytes/s")).isEqualTo("330.7 kB/s");
        assertThat(Amount.of(200, "lines")).isEqualTo("200 lines");
        assertThat(Amount.of(95.2, "%")).isEqualTo("95.2 %");
    }
}
