package io.logstack.conformance.homelab.logql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Looking for words finds what RE2/J finds. */
class LinePatternTest {
    @Property
    void findsWhatTheExpressionFinds(@ForAll("expressions") String expression, @ForAll("lines") String line) {
        assertThat(LinePattern.compile(expression).isFoundIn(line))
                .as("%s in %s", expression, line)
                .isEqualTo(Pattern.compile(expression).matcher(line).find());
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> words = Arbitraries.of(
                        "err", "Fail", "k", "s", "i", "x=1", "a b", "e", "\u00fc", "a.c", "[ab]", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> String.join("|", list));
        return Combinators.combine(
                        Arbitraries.of("", "(?i)"),
                        Arbitraries.of("", ".*", "^"),
                        Arbitraries.of("", "("),
                        words,
                        Arbitraries.of("", ".*", "$", "+"))
                .as((flag, before, group, inner, after) ->
                        flag + before + group + inner + (group.isEmpty() ? "" : ")") + (inner.isEmpty() ? "" : after))
                .filter(LinePatternTest::compiles);
    }

    private static boolean compiles(String expression) {
        try {
            Pattern.compile(expression);
            return true;
        } catch (com.google.re2j.PatternSyntaxException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "err", "ERR", "fAiL", "k", "\u212a", "\u017f", "\u0130", "\u0131", "x=1", "a b", "\n", "aXc",
                        "\u00dc", "\u00fc", " ")
                .list()
                .ofMaxSize(4)
                .map((List<String> list) -> String.join("", list));
    }
}
