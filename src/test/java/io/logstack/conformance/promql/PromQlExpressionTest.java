package io.logstack.conformance.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(rate(loki_distributor_lines_received_total[5m])) == 0 | loki_distributor_lines_received_total",
                "a / on(job) group_left(b) c > 1 | a,c",
                "sum by (le, job) (rate(d_bucket{le=\"+Inf\"}[5m])) | d_bucket",
                "{__name__=\"e\", job=\"x\"} | e",
                "label_replace(f, \"g\", \"$1\", \"h\", \"(.*)\") | f",
                "max_over_time(rate(i[5m])[1h:1m]) > 2 | i",
                "max_over_time(j[1h:]) | j",
                "k @ 1609746000 offset 5m | k",
                "l @ start() | l",
                "job:m:rate5m > Inf | job:m:rate5m",
                "vector(1) | ''",
                "\"n > 1\" | ''"
            })
    void metricsAreThoseOfTheSelectors(String expression, String metrics) throws UnreadableExpressionException {
        assertThat(String.join(",", PromQlExpression.parse(expression).metrics()))
                .isEqualTo(metrics);
    }

    @Test
    void whatLooksLikeAMetricInTextLabelsAndCommentsIsNone() throws UnreadableExpressionException {
        PromQlExpression expression =
                PromQlExpression.parse("sum by (loki_a) (up{loki_b=\"loki_c\"}) # loki_d\n > 0 and on (loki_e) up");
        assertThat(expression.metrics()).containsExactly("up");
    }

    @Test
    void selectorsAreWrittenAsPromQl() throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse("rate(a{b='x\"y', c!~`d\\.e`}[5m]) > {__name__=~\"f.*\"}")
                        .selectors())
                .extracting(VectorSelector::toString)
                .containsExactly("a{b=\"x\\\"y\",c!~\"d\\\\.e\"}", "{__name__=~\"f.*\"}");
    }

    @Test
    void aMatcherThatTheEmptyValueFulfilsNeedsNoLabel() {
        assertThat(List.of(
                        new VectorSelector.Matcher("a", "=", ""),
                        new VectorSelector.Matcher("a", "!=", "x"),
                        new VectorSelector.Matcher("a", "=~", "x|"),
                        new VectorSelector.Matcher("a", "!~", "x")))
                .allMatch(VectorSelector.Matcher::matchesAbsence);
        assertThat(List.of(
                        new VectorSelector.Matcher("a", "=", "x"),
                        new VectorSelector.Matcher("a", "!=", ""),
                        new VectorSelector.Matcher("a", "=~", ".+"),
                        new VectorSelector.Matcher("a", "!~", "x|")))
                .noneMatch(VectorSelector.Matcher::matchesAbsence);
    }

    @ParameterizedTest
    @CsvSource({
        "a > 2, 2",
        "2 < a, 2",
        "(a / b) > 0.05, 0.05",
        "a > 10e9, 1e10",
        "a > 10 * 2 ^ 30, 10737418240",
        "a > -1, -1",
        "a > bool 3, 3",
        "a > 2 and b > 5, 2",
        "a and b > 5, 5",
        "sum(a) == 0 unless b, 0"
    })
    void limitOfTheOutermostComparison(String expression, double limit) throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse(expression).limit()).hasValue(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a > b", "sum(a > 2)", "absent(a)", "a * 2"})
    void noLimit(String expression) throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse(expression).limit()).isEmpty();
    }

    @Test
    void longestRange() throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse("rate(a[5m]) > avg_over_time(b[1h30m:5m])")
                        .longestRange())
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(PromQlExpression.parse("a > 1").longestRange()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a >", "a{b=c}", "rate(a[5x])", "a{b=~\"(\"}", "a{b=\"\\q\"}", "a b"})
    void whatIsNoPromQlIsRefused(String expression) {
        assertThatThrownBy(() -> PromQlExpression.parse(expression))
                .isInstanceOf(UnreadableExpressionException.class)
                .message()
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "live > 1",
                "live / live",
                "dead or live",
                "live unless dead",
                "absent(dead)",
                "absent_over_time(dead[5m]) and live",
                "sum by (job) (rate(live[5m])) == 0",
                "vector(1)",
                "NaN > live",
                "time() - live > 60"
            })
    void canAnswer(String expression) throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse(expression).canAnswer(PromQlExpressionTest::live))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead > 1",
                "sum(rate(dead[5m])) == 0",
                "live / dead > 0.05",
                "live and dead",
                "dead unless live",
                "dead or dead",
                "(dead or vector(0)) > 5",
                "vector(0) or dead",
                "-dead",
                "max_over_time(rate(dead[5m])[1h:])",
                "dead offset 1h",
                "topk(3, dead)",
                "absent(live) and dead"
            })
    void canNeverAnswer(String expression) throws UnreadableExpressionException {
        assertThat(PromQlExpression.parse(expression).canAnswer(PromQlExpressionTest::live))
                .isFalse();
    }

    private static boolean live(VectorSelector selector) {
        assertThat(selector.metric())
                .hasValueSatisfying(name -> assertThat(Set.of("live", "dead")).contains(name));
        return selector.metric().filter("live"::equals).isPresent();
    }
}
