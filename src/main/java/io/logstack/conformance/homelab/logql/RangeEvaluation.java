package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Aggregates the values of entries in the window {@code (t - range, t]} before each moment. */
final class RangeEvaluation implements MetricEvaluation {
    private static final String EXTRACTION_ERROR = "SampleExtractionErr";

    private final Plan.RangeAggregation plan;
    private final Map<Labels, SampleWindow> series;

    private RangeEvaluation(Plan.RangeAggregation plan, Map<Labels, SampleWindow> series) {
        this.plan = plan;
        this.series = series;
    }

    static RangeEvaluation of(Plan.RangeAggregation plan, Grouping wanted, LogSource source, long start, long end) {
        Plan.LogRange range = plan.range();
        Plan.Unwrap unwrap = range.unwrap();
        boolean absent = plan.operation() == RangeOperation.ABSENT_OVER_TIME;
        Grouping grouping = absent ? Grouping.of(false, List.of()) : wanted;
        // The label that gives the value tells series no longer apart.
        if (unwrap != null && grouping.without()) {
            List<String> names = new ArrayList<>(grouping.names());
            names.add(unwrap.label());
            grouping = Grouping.of(true, names);
        }
        Pipeline pipeline = new Pipeline(range.log().stages());
        ParserHints hints = hints(range.log().stages(), unwrap, grouping);
        Map<Labels, SampleWindow> series = new LinkedHashMap<>();
        List<LogSource.Stream> streams = source.select(
                range.log().matchers(), start - range.offset() - range.interval() + 1, end - range.offset() + 1);
        for (LogSource.Stream stream : streams) {
            LineLabels labels = new LineLabels(stream.labels(), hints);
            for (Entry entry : stream.entries()) {
                if (!pipeline.keepsLine(entry.line())) {
                    continue;
                }
                labels.reset(entry.metadata());
                if (!pipeline.process(entry.line(), labels)) {
                    continue;
                }
                OptionalDouble value = unwrap == null ? lineValue(plan.operation(), entry) : unwrap(unwrap, labels);
                if (value.isPresent()) {
                    series.computeIfAbsent(labels.grouped(grouping), l -> new SampleWindow())
                            .add(entry.timestamp(), value.getAsDouble());
                }
            }
        }
        series.values().forEach(SampleWindow::sort);
        return new RangeEvaluation(plan, series);
    }

    private static ParserHints hints(
            List<Stage> stages, Plan.@org.jspecify.annotations.Nullable Unwrap unwrap, Grouping grouping) {
        Set<String> read = new LinkedHashSet<>();
        Map<String, Stage> filters = new LinkedHashMap<>();
        List<Stage> all = new ArrayList<>(stages);
        if (unwrap != null) {
            read.add(unwrap.label());
            if (unwrap.filters().size() == 1) {
                all.add(unwrap.filters().get(0));
            }
            unwrap.filters().forEach(filter -> read.addAll(filter.reads()));
        }
        for (Stage stage : all) {
            read.addAll(stage.reads());
            if (stage instanceof LabelFilter && !(stage instanceof LabelFilter.Pair)) {
                stage.reads().forEach(name -> filters.putIfAbsent(name, stage));
            }
        }
        return ParserHints.of(grouping, read, filters);
    }

    private static OptionalDouble lineValue(RangeOperation operation, Entry entry) {
        return OptionalDouble.of(
                switch (operation) {
                    case BYTES_OVER_TIME, BYTES_RATE -> Utf8.length(entry.line());
                    default -> 1;
                });
    }

    /** The value; empty when the line has none, or does not pass the filters after the unwrap. */
    private static OptionalDouble unwrap(Plan.Unwrap unwrap, LineLabels labels) {
        String text = labels.get(unwrap.label());
        if (text == null || text.isEmpty()) {
            return OptionalDouble.empty();
        }
        LabelFilter.Unit unit = switch (unwrap.conversion()) {
            case NUMBER -> LabelFilter.Unit.NUMBER;
            case BYTES -> LabelFilter.Unit.BYTES;
            case DURATION, DURATION_SECONDS -> LabelFilter.Unit.DURATION;
        };
        OptionalDouble value = unit.parse(text);
        if (value.isEmpty()) {
            labels.setError(EXTRACTION_ERROR, unit.complaint(text));
        }
        for (LabelFilter filter : unwrap.filters()) {
            if (!filter.process("", labels)) {
                return OptionalDouble.empty();
            }
        }
        double number = value.orElse(0);
        return OptionalDouble.of(unit == LabelFilter.Unit.DURATION ? number / 1e9 : number);
    }

    @Override
    public List<Result.Sample> at(long time) {
        long end = time - plan.range().offset();
        List<Result.Sample> samples = new ArrayList<>();
        series.forEach((labels, window) -> {
            window.moveTo(end - plan.range().interval(), end);
            if (!window.isEmpty()) {
                refuseErrors(labels);
                samples.add(new Result.Sample(labels, Aggregations.aggregate(plan, window)));
            }
        });
        if (plan.operation() != RangeOperation.ABSENT_OVER_TIME) {
            return samples;
        }
        return samples.isEmpty() ? List.of(new Result.Sample(absentLabels(), 1)) : List.of();
    }

    /** Errors are not to be counted in silence, unless the query asks for them. */
    private static void refuseErrors(Labels labels) {
        String error = labels.value(LineLabels.ERROR);
        if (!error.isEmpty() && !labels.value(LineLabels.PRESERVE_ERROR).equals("true")) {
            throw new QueryException(
                    "pipeline error: '" + error + "' for series: '" + labels + "'.\n"
                            + "Use a label filter to intentionally skip this error. (e.g | __error__!=\"" + error
                            + "\").\n"
                            + "To skip all potential errors you can match empty errors.(e.g __error__=\"\")\n"
                            + "The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__=\"\" )\n");
        }
    }

    /** What the selector says for certain of the series that is not there. */
    private Labels absentLabels() {
        Map<String, String> certain = new LinkedHashMap<>();
        Set<String> uncertain = new LinkedHashSet<>();
        for (Matcher matcher : plan.range().log().matchers()) {
            if (matcher.type() == Matcher.Type.EQUAL && !certain.containsKey(matcher.name())) {
                certain.put(matcher.name(), matcher.value());
            } else {
                uncertain.add(matcher.name());
            }
        }
        certain.keySet().removeAll(uncertain);
        certain.values().removeIf(String::isEmpty);
        return Labels.of(certain);
    }
}
