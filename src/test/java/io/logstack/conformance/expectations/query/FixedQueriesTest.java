package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations that query the corpus, on a Loki that has lost the evidence. */
class FixedQueriesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private interface Judgement {
        void judge(Loki loki, Profile profile, Workload workload, Evidence evidence);
    }

    static Stream<Arguments> expectations() {
        return Stream.of(
                argumentSet("QUERY-04", (Judgement) new LabelMatchersSelectIT()::eachMatcherSelectsExactlyItsStreams),
                argumentSet("QUERY-05", (Judgement) new LineFiltersSelectIT()::eachPipelineSelectsExactlyItsLines),
                argumentSet("QUERY-06", (Judgement) new MetricQueriesCountIT()::countsEqualTheTruth),
                argumentSet("QUERY-07", (Judgement) new OptimisedQueriesReadLessIT()::labelsAndShortRangesSpareBytes),
                argumentSet("QUERY-09", (Judgement) new PagingCompleteIT()::bothDirectionsSeeEveryEntryOnce));
    }

    /** Takes pushes, and gives back what was pushed to who asks for all of it in one page, and nothing else. */
    private static class ForgetfulLoki extends StubLoki {
        private final List<LogStream> held = new ArrayList<>();

        @Override
        public Answer push(List<LogStream> streams) {
            held.addAll(streams);
            return answer(204, "");
        }

        @Override
        public List<LogStream> logs(LogQuery query) {
            int entries =
                    held.stream().mapToInt(stream -> stream.entries().size()).sum();
            return query.limit() == entries + 1 ? held : List.of();
        }

        @Override
        public List<Sample> instant(String logql, Instant at) {
            return List.of();
        }

        @Override
        public Answer ask(String path, Map<String, String> parameters) {
            return answer(200, "{\"data\":{\"stats\":{\"summary\":{\"totalBytesProcessed\":0}}}}");
        }
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void emptyAnswersAreNoPass(Judgement expectation) {
        assertThatThrownBy(() -> judge(expectation, new ForgetfulLoki(), "140"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but found");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void nothingReadableIsNoPass(Judgement expectation) {
        Loki loki = new ForgetfulLoki() {
            @Override
            public List<LogStream> logs(LogQuery query) {
                return List.of();
            }
        };
        assertThatThrownBy(() -> judge(expectation, loki, "140"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 entries readable");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void aRefusedPushIsNoPass(Judgement expectation) {
        Loki loki = new StubLoki() {
            @Override
            public Answer push(List<LogStream> streams) {
                return answer(429, "Ingestion rate limit exceeded");
            }
        };
        assertThatThrownBy(() -> judge(expectation, loki, "140"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Ingestion rate limit exceeded");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void tooFewLinesAreInconclusive(Judgement expectation) {
        assertThatThrownBy(() -> judge(expectation, new ForgetfulLoki(), "20"))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("workload.lines allows 20");
    }

    @Test
    void notANumberIsNoCount() {
        Corpus corpus = new Corpus("run", NOW, Corpus.MOST);
        Loki loki = new StubLoki() {
            @Override
            public List<Sample> instant(String logql, Instant at) {
                return List.of(new Sample(Map.of(), Double.NaN));
            }
        };
        assertThat(MetricQueriesCountIT.aggregates(corpus))
                .allSatisfy(aggregate -> assertThat(aggregate
                                .judge(loki, corpus, new NotedEvidence())
                                .holds())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {Corpus.FEWEST, 100, 133, Corpus.MOST})
    void everyQueryShowsSomethingWhateverTheSize(int lines) {
        Corpus corpus = new Corpus("run", NOW, lines);
        assertThat(corpus.lines()).hasSize(lines);
        assertThat(corpus.lines().stream().map(line -> line.entry().timestamp()))
                .doesNotHaveDuplicates();
        assertThat(LabelMatchersSelectIT.selections(corpus))
                .allSatisfy(selection ->
                        assertThat(selection.expected(corpus)).isNotEmpty().hasSizeLessThan(lines));
        assertThat(LineFiltersSelectIT.selections(corpus))
                .allSatisfy(selection ->
                        assertThat(selection.expected(corpus)).isNotEmpty().hasSizeLessThan(lines));
        assertThat(MetricQueriesCountIT.aggregates(corpus))
                .allSatisfy(aggregate -> assertThat(aggregate.expected(corpus)).isNotEmpty());
        assertThat(new Paging(corpus, 31, true).expected()).hasSizeGreaterThan(2);
    }

    @Test
    void pagesThatDifferAreTold() {
        LogEntry one = new LogEntry(1, "one");
        LogEntry two = new LogEntry(2, "two");
        List<Paging.Page> expected = List.of(new Paging.Page(List.of(one)), new Paging.Page(List.of(two)));
        assertThat(Paging.difference(expected, expected)).isEmpty();
        assertThat(Paging.difference(expected, expected.subList(0, 1))).contains("1 pages instead of 2");
        assertThat(Paging.difference(expected, List.of(new Paging.Page(List.of(one, two)))))
                .contains("page 1 with 2 entries");
    }

    private static void judge(Judgement expectation, Loki loki, String lines) {
        Profile profile = Profiles.load(
                Path.of("profiles/embedded.yaml"),
                Map.of("ingestion.lag", "60ms", "timeouts.poll", "20ms", "workload.lines", lines));
        expectation.judge(loki, profile, new Workload("run", 1, profile.workload()), new NotedEvidence());
    }
}
