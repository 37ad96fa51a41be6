package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No fault of real parts goes without its row; what the rows say is held against runs by {@link PartFaultMatrixTest}. */
class PartFaultRowsTest {
    private static final PartFaultRows ROWS = PartFaultRows.read();
    private static final Set<String> IDS =
            Catalogue.ofSuite().descriptions().stream().map(Description::id).collect(Collectors.toSet());

    @Test
    void everyFaultHasItsRow() {
        assertThat(ROWS.faults().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(PartFault.values()).map(PartFault::label).toList());
    }

    @ParameterizedTest
    @EnumSource
    void whatItIsForFailsAsWithTheHomelabs(PartFault fault) {
        assertThat(ROWS.verdicts(fault))
                .containsEntry(
                        ROWS.homelabs(fault).names(),
                        Set.of(ROWS.homelabs(fault).verdict()));
    }

    @ParameterizedTest
    @EnumSource
    void aDifferenceIsOneAndGivesItsReason(PartFault fault) {
        Map<String, Verdict> homelabs = ROWS.homelabs(fault).verdicts();
        assertThat(ROWS.row(fault).differences()).allSatisfy((id, difference) -> {
            assertThat(IDS).contains(id);
            assertThat(difference.why()).isNotBlank();
            assertThat(difference.verdict()).isNotEqualTo(homelabs.getOrDefault(id, Verdict.PASS));
        });
    }

    @Test
    void whatAYoungStackLeavesOpenGivesItsReason() {
        Stream.of(ROWS.young(), ROWS.warned())
                .forEach(reasons -> assertThat(reasons).isNotEmpty().allSatisfy((id, why) -> {
                    assertThat(IDS).contains(id);
                    assertThat(why).isNotBlank();
                }));
    }

    @Test
    void aHealthyOneFailsNothing() {
        assertThat(ROWS.healthy().values())
                .flatExtracting(verdicts -> verdicts)
                .doesNotContain(Verdict.FAIL, Verdict.ERROR, Verdict.BLOCKED)
                .contains(Verdict.PASS, Verdict.NOT_APPLICABLE);
    }
}
