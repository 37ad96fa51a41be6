package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void cellsStandSideBySideAndGoOnBelow() {
        assertThat(new Columns(8, 5, 3).row("one two three", "a", "x")).containsExactly("one two   a      x", "three");
        assertThat(new Columns(3, 6).row("a", "more or less")).containsExactly("a    more", "     or", "     less");
    }

    @Test
    void aWordThatIsTooWideIsBroken() {
        assertThat(new Columns(4, 4).row("abcdefghij k", "")).containsExactly("abcd", "efgh", "ij k");
    }
}
