package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exchanges of a judgement are kept, but not without bounds. */
class ExchangeTest {
    @Test
    void firstAndLastAreKeptWithTheirBodiesCut() {
        Outcome outcome = new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(new FakeStack())
                .classes(List.of(Makers.AsksOften.class))
                .run()
                .outcomes()
                .get(0);

        assertThat(outcome.exchanges()).hasSize(40);
        assertThat(outcome.exchanges().get(0).uri()).hasPath("/0");
        assertThat(outcome.exchanges().get(39).uri()).hasPath("/99");
        assertThat(outcome.exchanges())
                .allMatch(exchange -> exchange.requestBody().length() < 10_000)
                .allMatch(exchange -> exchange.requestBody().contains("more characters"));
        assertThat(outcome.attachments())
                .extracting(Attachment::content)
                .containsExactly("60 in the middle were not kept");
    }
}
