package io.logstack.conformance.homelab.logql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the package tells as left out is a syntax error where it begins; {@code ^} marks the place. */
class LeftOutTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a=\"b\"} | ^line_format \"{{.x}}\"",
                "{a=\"b\"} | ^pattern \"<x> <y>\"",
                "{a=\"b\"} | ^unpack",
                "{a=\"b\"} | ^decolorize",
                "{a=\"b\"} | label_format x=^\"{{.y}}\"",
                "{a=\"b\"} | logfmt ^x=\"y\"",
                "{a=\"b\"} ^|> \"<_> x\"",
                "{a=\"b\"} ^!> \"<_> x\"",
                "{a=\"b\"} |= ^ip(\"10.0.0.1\")",
                "{a=\"b\"} | x=^ip(\"10.0.0.1\")",
                "^label_replace(rate({a=\"b\"}[1m]), \"x\", \"$1\", \"y\", \"(.*)\")",
                "^approx_topk(3, rate({a=\"b\"}[1m]))",
                "rate({a=\"b\"}[1m]) / on (a) ^group_left rate({a=\"b\"}[1m])",
                "rate({a=\"b\"}[1m]) / on (a) ^group_right () rate({a=\"b\"}[1m])",
            })
    void isASyntaxErrorAtItsPlace(String marked) {
        String query = marked.replaceFirst("\\^", "");
        assertThatThrownBy(() -> LogQl.parse(query))
                .isInstanceOf(QueryException.class)
                .hasMessageMatching(
                        "parse error at line [01], col " + (marked.indexOf('^') + 1) + ": syntax error: unexpected .*");
    }
}
