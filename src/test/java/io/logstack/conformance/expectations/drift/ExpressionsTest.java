package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.runbook.Runbook;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    @Test
    void metricsAreReadByTheGrammar() {
        assertThat(Expressions.metrics(said("sum by (le) (rate(a_bucket{route=~\"b[c{]\"}[5m])) / rate(d[5m]) > e")))
                .containsExactly("a_bucket", "d", "e");
        assertThat(Expressions.metrics(said("kubectl get pods -l 'app in (loki)'")))
                .isEmpty();
    }

    @Test
    void aRateThatIsDividedIsAShare() {
        assertThat(Expressions.isUndividedRate(said("rate(a{route=\"/x\"}[5m])")))
                .isTrue();
        assertThat(Expressions.isUndividedRate(said("rate(a[5m]) / rate(b[5m])")))
                .isFalse();
        assertThat(Expressions.isUndividedRate(said("sum((rate(a[5m]) / 3))"))).isFalse();
        assertThat(Expressions.isUndividedRate(said("a"))).isFalse();
    }

    @Test
    void aSelectorIsThatOfTheMetricItself() {
        assertThat(selector("rate(a{b=\"}\"}[5m])")).contains("a{b=\"}\"}");
        assertThat(selector("rate(a[5m])")).contains("a");
        assertThat(selector("rate(ab[5m])")).isEmpty();
    }

    private static Optional<String> selector(String text) {
        return Expressions.selector(said(text), "a").map(Object::toString);
    }

    private static Runbook.Said said(String text) {
        return new Runbook.Said("Key Metrics", text);
    }
}
