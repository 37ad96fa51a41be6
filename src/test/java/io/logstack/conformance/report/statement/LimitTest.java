package io.logstack.conformance.report.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
    private static Measured measured(Object value, String unit, String threshold) {
        return new Measured("x", value, unit, threshold, "a fake", Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods    | = 3                       | =  | 3
            pods    | >= 1                      | >= | 1
            %       | < 5                       | <  | 5
            entries | > 0 in 1.17s              | >  | 0
            lines   | = 0, as Loki started      | =  | 0
            pods    | = 1, which is to be >= 1  | =  | 1
            bytes   | <= 1.0E11                 | <= | 100000000000
            x       | >= -0.25                  | >= | -0.25
            seconds | < 2s                      | <  | 2
            seconds | <= 250ms                  | <= | 0.25
            seconds | <= 987.356ms              | <= | 0.987356
            seconds | < 5m                      | <  | 300
            seconds | <= 1m30s                  | <= | 90
            seconds | <= 8d2h                   | <= | 698400
            seconds | <= 7d                     | <= | 604800
            seconds | <= 1.234s                 | <= | 1.234
            seconds | < 30                      | <  | 30
            """)
    void isTheNumberInTheUnitOfTheMeasurement(String unit, String threshold, String comparison, double value) {
        assertThat(Limit.of(measured(1, unit, threshold))).contains(new Limit(comparison, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods    | < 2s
            seconds | < soon
            seconds | < d
            entries | >= 2026-11-25T18:01:21Z
            entries | none
            entries | = []
            status  | an HTTP status below 500
            x       | within 10m
            """)
    void isNoneWhereThereIsNoSuchNumber(String unit, String threshold) {
        assertThat(Limit.of(measured(1, unit, threshold))).isEmpty();
    }

    @Test
    void isNoneForWhatIsNoNumber() {
        assertThat(Limit.of(measured("Bound", "", "= 3"))).isEmpty();
        assertThat(Limit.of(measured(true, "", "= 3"))).isEmpty();
        assertThat(Limit.of(new Measured("x", 1, "", null, "a fake", Instant.EPOCH)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lines of alloy-1                                  | lines of alloy-1
            samples discarded in 861.402ms                    | samples discarded in …
            flush failures in 1.17s                           | flush failures in …
            restarts since 2026-11-25T19:32:18.161968975Z: x  | restarts since …: x
            read by {conformance_run="run-1"}                 | read by {conformance_run="…"}
            a range of 31d1h, a limit of 5001                 | a range of 31d1h, a limit of 5001
            """)
    void namesOfSeveralRunsAreOfTheSame(String name, String subject) {
        assertThat(new Measured(name, 1, "", null, "a fake", Instant.EPOCH).subject("run-1"))
                .isEqualTo(subject);
    }
}
