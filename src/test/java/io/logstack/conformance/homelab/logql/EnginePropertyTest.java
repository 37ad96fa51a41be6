package io.logstack.conformance.homelab.logql;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.homelab.logql.NaiveQuery.LabelMatch;
import io.logstack.conformance.homelab.logql.NaiveQuery.LineMatch;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.store.Store;
import io.logstack.conformance.homelab.loki.store.WriteAheadLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The engine over a store in memory finds what {@link NaiveQuery} finds, whatever the corpus and the query. */
class EnginePropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int DURATION = 120;

    @Property(tries = 2_000)
    void agreesWithANaiveEvaluation(
            @ForAll("corpora") List<NaiveQuery.Line> corpus,
            @ForAll("queries") NaiveQuery query,
            @ForAll("moments") long from,
            @ForAll("moments") long to) {
        check(corpus, query, from, to);
    }

    @Tag("soak")
    @Property(tries = 50_000)
    void agreesWithANaiveEvaluationForLong(
            @ForAll("corpora") List<NaiveQuery.Line> corpus,
            @ForAll("queries") NaiveQuery query,
            @ForAll("moments") long from,
            @ForAll("moments") long to) {
        check(corpus, query, from, to);
    }

    private static void check(List<NaiveQuery.Line> corpus, NaiveQuery query, long from, long to) {
        long start = Math.min(from, to);
        long end = Math.max(from, to);
        try (Store store = new Store(new WriteAheadLog(), null, new LokiMetrics("test"), Long.MAX_VALUE / 2)) {
            for (NaiveQuery.Line entry : corpus) {
                store.append(
                        Labels.of(entry.labels()), List.of(new Entry(entry.timestamp(), entry.line(), Labels.NONE)));
            }
            List<NaiveQuery.Line> kept = corpus.stream().distinct().toList();
            Engine engine = new Engine(store, Integer.MAX_VALUE);
            Plan.Log plan = (Plan.Log) LogQl.parse(query.logql());

            for (boolean forward : new boolean[] {true, false}) {
                Map<Map<String, String>, List<String>> found = new HashMap<>();
                engine.logs(plan, start, end, Integer.MAX_VALUE, forward)
                        .streams()
                        .forEach(stream -> found.put(stream.labels().toMap(), ordered(stream.entries(), forward)));
                assertThat(found).as(query.logql()).isEqualTo(query.evaluate(kept, start, end));
            }

            Map<Map<String, String>, Double> counts = new HashMap<>();
            Plan.Metric metric = (Plan.Metric) LogQl.parse("count_over_time(" + query.logql() + " [30s])");
            ((Result.Vector) engine.instant(metric, end))
                    .samples()
                    .forEach(sample -> counts.put(sample.labels().toMap(), sample.value()));
            assertThat(counts).as(query.logql()).isEqualTo(query.count(kept, end, 30 * SECOND));
        }
    }

    /** Checks the order of time, and puts entries of one moment into the order that the naive evaluation has. */
    private static List<String> ordered(List<Entry> entries, boolean forward) {
        List<Entry> sorted = entries.stream()
                .sorted(java.util.Comparator.comparingLong(Entry::timestamp).thenComparing(Entry::line))
                .toList();
        List<Long> times = entries.stream().map(Entry::timestamp).toList();
        List<Long> inOrder =
                new java.util.ArrayList<>(sorted.stream().map(Entry::timestamp).toList());
        if (!forward) {
            java.util.Collections.reverse(inOrder);
        }
        assertThat(times).isEqualTo(inOrder);
        return sorted.stream()
                .map(entry -> entry.timestamp() + " " + entry.line())
                .toList();
    }

    @Provide
    Arbitrary<Long> moments() {
        return Arbitraries.longs().between(0, DURATION).map(second -> second * SECOND);
    }

    @Provide
    Arbitrary<List<NaiveQuery.Line>> corpora() {
        Arbitrary<Map<String, String>> labels = Combinators.combine(
                        Arbitraries.of("app", "db", "web"), Arbitraries.of("a-0", "a-1", "b-0", ""))
                .as((namespace, pod) ->
                        pod.isEmpty() ? Map.of("namespace", namespace) : Map.of("namespace", namespace, "pod", pod));
        return Combinators.combine(labels, moments(), lines())
                .as(NaiveQuery.Line::new)
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<String> lines() {
        Arbitrary<String> words = Arbitraries.of(
                "error",
                "ERROR",
                "warn",
                "failed",
                "żółć",
                "漢字",
                "a.b",
                "[x]",
                "level=error",
                "level=info",
                "n=5",
                "n=50",
                "status=404",
                "status=x");
        return words.list().ofMaxSize(5).map(chosen -> {
            Set<String> keys = new HashSet<>();
            return chosen.stream()
                    .filter(word -> !word.contains("=") || keys.add(word.substring(0, word.indexOf('='))))
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        });
    }

    @Provide
    Arbitrary<NaiveQuery> queries() {
        Arbitrary<String> operators = Arbitraries.of("=", "!=", "=~", "!~");
        Arbitrary<LabelMatch> first = Combinators.combine(Arbitraries.of("=", "=~"), Arbitraries.of("app", "db", "web"))
                .as((operator, value) -> new LabelMatch("namespace", operator, value));
        Arbitrary<LabelMatch> broad = Arbitraries.of(
                new LabelMatch("namespace", "=~", ".+"),
                new LabelMatch("namespace", "=~", "app|db"),
                new LabelMatch("namespace", "!=", ""));
        Arbitrary<LabelMatch> more = Combinators.combine(
                        Arbitraries.of("namespace", "pod", "missing"),
                        operators,
                        Arbitraries.of("app", "a-0", "a-.*", ".*0", "", "x"))
                .as(LabelMatch::new);
        Arbitrary<List<LabelMatch>> selectors = Combinators.combine(
                        Arbitraries.oneOf(first, broad), more.list().ofMaxSize(2))
                .as((one, others) -> {
                    List<LabelMatch> all = new java.util.ArrayList<>(others);
                    all.add(0, one);
                    return all;
                });
        Arbitrary<LineMatch> lineFilters = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of("|=", "!="),
                                Arbitraries.of("error", "r", "level=", "żó", "a.b", "", "[x]", "n=5", "nope"))
                        .as(LineMatch::new),
                Combinators.combine(
                                Arbitraries.of("|~", "!~"),
                                Arbitraries.of(
                                        "err", "(?i)error", "^w", "d$", "a.b", "n=\\d+", "漢|x", "level=(error|info)"))
                        .as(LineMatch::new));
        Arbitrary<LabelMatch> labelFilters = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of("level", "status", "pod", "nope"),
                                operators,
                                Arbitraries.of("error", "info|error", "404", "a-0", ".+"))
                        .as(LabelMatch::new),
                Arbitraries.of(new LabelMatch("n", ">", "4"), new LabelMatch("n", ">", "10")));
        return Combinators.combine(
                        selectors,
                        lineFilters.list().ofMaxSize(3),
                        Arbitraries.of(true, false),
                        labelFilters.list().ofMaxSize(2))
                .as((selector, lines, logfmt, labels) ->
                        new NaiveQuery(selector, lines, logfmt, logfmt ? labels : List.of()));
    }
}
