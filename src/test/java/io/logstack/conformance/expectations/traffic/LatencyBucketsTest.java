package io.logstack.conformance.expectations.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.logstack.conformance.stack.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
    private final LatencyBuckets all =
            LatencyBuckets.of(List.of(bucket("1", 80), bucket("2.5", 100), bucket("+Inf", 100)));

    @Test
    void aQuantileIsInterpolatedInItsBucket() {
        assertThat(all.count()).isEqualTo(100);
        assertThat(all.quantile(0.4)).isCloseTo(0.5, within(1e-9));
        assertThat(all.quantile(0.95)).isCloseTo(1 + 1.5 * 0.75, within(1e-9));
    }

    @Test
    void whatIsOverTheLastBoundIsBeyondAllLimits() {
        LatencyBuckets slow = LatencyBuckets.of(List.of(bucket("1", 90), bucket("+Inf", 100)));
        assertThat(slow.quantile(0.95)).isInfinite();
    }

    @Test
    void othersAreTakenOutOfEachBucket() {
        LatencyBuckets quick = LatencyBuckets.of(List.of(bucket("1.0", 60), bucket("2.5", 60), bucket("+Inf", 60)));
        LatencyBuckets rest = all.minus(quick);
        assertThat(rest.count()).isEqualTo(40);
        assertThat(rest.quantile(0.5)).isCloseTo(1, within(1e-9));
        assertThat(quick.minus(all).count()).isZero();
        assertThat(quick.plus(all).count()).isEqualTo(160);
    }

    @Test
    void nanAndUnreadableBoundsAreLeftOut() {
        LatencyBuckets odd = LatencyBuckets.of(
                List.of(bucket("x", 5), bucket("1", Double.NaN), new Sample(Map.of(), 7), bucket("+Inf", Double.NaN)));
        assertThat(odd.upTo()).isEmpty();
        assertThat(odd.count()).isZero();
        assertThatThrownBy(() -> odd.quantile(0.95)).isInstanceOf(IllegalStateException.class);
    }

    private static Sample bucket(String bound, double count) {
        return new Sample(Map.of("le", bound), count);
    }
}
