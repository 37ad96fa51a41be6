package io.logstack.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class P95SideTest {
    @Test
    void isTheBinomialTest() {
        // 0.95^n, and what is left of it.
        assertThat(new P95Side(20, 0).within()).isCloseTo(1 - Math.pow(0.95, 20), within(1e-12));
        assertThat(new P95Side(1, 1).beyond()).isCloseTo(0.95, within(1e-12));
        assertThat(new P95Side(20, 1).beyond()).isCloseTo(Math.pow(0.95, 20), within(1e-12));
    }

    @Property
    void isNeverSureOfBothSides(
            @ForAll @IntRange(min = 1, max = 500) int samples, @ForAll @IntRange(max = 500) int some) {
        P95Side side = new P95Side(samples, Math.min(samples, some));
        assertThat(side.within() + side.beyond()).isLessThanOrEqualTo(1 + 1e-9);
    }
}
