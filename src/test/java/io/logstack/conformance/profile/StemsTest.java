package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StemsTest {
    private final Stems stems = new Stems("password", "tokens");

    @Test
    void findsAWordWhereverItStandsAndHoweverItIsWritten() {
        assertThat(stems.mayBeIn("password")).isTrue();
        assertThat(stems.mayBeIn("the PassWord=x")).isTrue();
        assertThat(stems.mayBeIn("“…”, then 'tokens'")).isTrue();
        assertThat(stems.mayBeIn("ends with pass")).isTrue();
    }

    @Test
    void saysSoWhereThereIsNone() {
        assertThat(stems.mayBeIn("")).isFalse();
        assertThat(stems.mayBeIn("pas")).isFalse();
        assertThat(stems.mayBeIn("{\"level\":\"info\",\"msg\":\"table written\"}"))
                .isFalse();
    }

    @Test
    void tellsWhereOneBegins() {
        char[] text = "a password, passwords, and Tokens".toCharArray();
        assertThat(stems.next(text, 0)).isEqualTo(2);
        assertThat(stems.next(text, 3)).isEqualTo(12);
        assertThat(stems.next(text, 13)).isEqualTo(27);
        assertThat(stems.next(text, 28)).isNegative();
    }

    @Test
    void learnsMore() {
        assertThat(stems.mayBeIn("a hunter2 b")).isFalse();
        stems.add("hunter2");
        assertThat(stems.mayBeIn("a hunter2 b")).isTrue();
    }

    @Test
    void refusesAWordWithoutAStem() {
        assertThatIllegalArgumentException().isThrownBy(() -> stems.add("abc"));
    }
}
