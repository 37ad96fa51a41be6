package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverTest {
    @Test
    void dayAndReason() {
        Waiver waiver = Waiver.parse("until 2027-01-31:  the disk: is ordered ");
        assertThat(waiver).isEqualTo(new Waiver(LocalDate.of(2027, 1, 31), "the disk: is ordered"));
        assertThat(Waiver.parse(waiver.toString())).isEqualTo(waiver);
    }

    @ParameterizedTest
    @CsvSource({
        "the disk is ordered, does not begin with",
        "2027-01-31: the disk is ordered, does not begin with",
        "until 2027-01-31 the disk is ordered, does not begin with",
        "until 2027-01-31:, gives no reason",
        "until 31.1.2027: the disk is ordered, where a day like",
        "until 2027-02-30: the disk is ordered, where a day like"
    })
    void whatIsNoWaiverIsRefused(String text, String why) {
        assertThatThrownBy(() -> Waiver.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void itHoldsThroughItsLastDay() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(load(today.plusDays(1)).waivers()).containsOnlyKeys("STORAGE-07");
        assertThatThrownBy(() -> load(today.minusDays(1)))
                .isInstanceOf(ProfileException.class)
                .hasMessageContainingAll(
                        "waivers.STORAGE-07", "expired on " + today.minusDays(1), "the disk is ordered");
    }

    @Test
    void oneThatCannotBeReadIsAMistakeOfTheProfile() {
        assertThatThrownBy(() ->
                        Profiles.load(Path.of("profiles/reference.yaml"), Map.of("waivers.STORAGE-07", "it is known")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContainingAll("waivers.STORAGE-07", "until 2027-01-31: the disk is ordered");
    }

    @Test
    void noneIsNeeded() {
        assertThatCode(() -> Profiles.load(Path.of("profiles/reference.yaml"), Map.of()))
                .doesNotThrowAnyException();
    }

    private static Profile load(LocalDate until) {
        return Profiles.load(
                Path.of("profiles/reference.yaml"),
                Map.of("waivers.STORAGE-07", "until " + until + ": the disk is ordered"));
    }
}
