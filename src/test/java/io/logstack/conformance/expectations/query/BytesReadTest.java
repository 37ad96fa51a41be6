package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.stack.NoAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesReadTest {
    @Test
    void theSummaryIsRead() {
        assertThat(BytesRead.of(
                        StubLoki.answer(200, "{\"data\":{\"stats\":{\"summary\":{\"totalBytesProcessed\":1234}}}}")))
                .isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"data\":{\"stats\":{}}}", "not JSON"})
    void anAnswerWithoutStatisticsIsNoEvidence(String body) {
        assertThatThrownBy(() -> BytesRead.of(StubLoki.answer(200, body))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void aRefusalIsNoEvidence() {
        assertThatThrownBy(() -> BytesRead.of(StubLoki.answer(429, "{}"))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void nothingReadIsNotLess() {
        assertThat(OptimisedQueriesReadLessIT.less("a label", 0, 100, "here").holds())
                .isFalse();
        assertThat(OptimisedQueriesReadLessIT.less("a label", 100, 100, "here").holds())
                .isFalse();
        assertThat(OptimisedQueriesReadLessIT.less("a label", 0, 0, "here").holds())
                .isFalse();
        assertThat(OptimisedQueriesReadLessIT.less("a label", 40, 100, "here").holds())
                .isTrue();
    }
}
