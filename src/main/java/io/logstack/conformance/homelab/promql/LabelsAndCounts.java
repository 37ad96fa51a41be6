package io.logstack.conformance.homelab.promql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.logstack.conformance.homelab.promql.Value.Sample;
import io.logstack.conformance.homelab.promql.Value.Scalar;
import io.logstack.conformance.homelab.promql.Value.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions that are more than a formula over one sample. */
final class LabelsAndCounts {
    private LabelsAndCounts() {}

    static int changes(double[] values) {
        int changes = 0;
        for (int i = 1; i < values.length; i++) {
            boolean bothNaN = Double.isNaN(values[i]) && Double.isNaN(values[i - 1]);
            if (values[i] != values[i - 1] && !bothNaN) {
                changes++;
            }
        }
        return changes;
    }

    static int resets(double[] values) {
        int resets = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                resets++;
            }
        }
        return resets;
    }

    static Value last(Evaluation at, List<Expression> arguments) {
        return new Vector(at.ranges(arguments.get(0)).series().stream()
                .map(series -> new Sample(series.labels(), series.values()[series.values().length - 1]))
                .toList());
    }

    static Value quantileOverTime(Evaluation at, List<Expression> arguments) {
        double quantile = at.number(arguments.get(0));
        return new Vector(at.ranges(arguments.get(1)).series().stream()
                .map(series -> new Sample(Evaluation.nameless(series.labels()), Quantile.of(quantile, series.values())))
                .toList());
    }

    static Value absent(Expression argument, boolean isAbsent) {
        Map<String, String> labels =
                argument instanceof Expression.Selector selector ? selector.fixedLabels() : Map.of();
        return new Vector(isAbsent ? List.of(new Sample(labels, 1)) : List.of());
    }

    static Value round(Evaluation at, List<Expression> arguments) {
        double inverse = 1 / (arguments.size() > 1 ? at.number(arguments.get(1)) : 1);
        return Function.mapped(at, arguments.get(0), value -> Math.floor(value * inverse + 0.5) / inverse);
    }

    static Value sorted(List<Sample> samples, boolean descending) {
        Comparator<Sample> order = Comparator.comparingDouble(Sample::value);
        // NaN comes last either way: Java's order has it largest.
        Comparator<Sample> chosen = Comparator.comparing((Sample sample) -> Double.isNaN(sample.value()))
                .thenComparing(descending ? order.reversed() : order);
        List<Sample> result = new ArrayList<>(samples);
        result.sort(chosen);
        return new Vector(result);
    }

    /** The samples' own times where they come from a selector, otherwise the time of evaluation. */
    static Value timestamp(Evaluation at, List<Expression> arguments) {
        List<Sample> samples = arguments.get(0) instanceof Expression.Selector selector
                ? at.vector(selector, true).samples()
                : at.samples(arguments.get(0)).stream()
                        .map(sample -> new Sample(sample.labels(), at.time() / 1000.0))
                        .toList();
        return new Vector(samples.stream()
                .map(sample -> new Sample(Evaluation.nameless(sample.labels()), sample.value()))
                .toList());
    }

    static Value labelReplace(Evaluation at, List<Expression> arguments) {
        String target = at.text(arguments.get(1));
        String replacement = at.text(arguments.get(2));
        String source = at.text(arguments.get(3));
        Pattern pattern;
        try {
            pattern = Pattern.compile("^(?s:" + at.text(arguments.get(4)) + ")$");
        } catch (PatternSyntaxException e) {
            throw QueryException.execution(
                    "invalid regular expression in label_replace(): " + at.text(arguments.get(4)));
        }
        if (!target.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw QueryException.execution("invalid destination label name in label_replace(): " + target);
        }
        List<Sample> result = new ArrayList<>();
        for (Sample sample : at.samples(arguments.get(0))) {
            Matcher matcher = pattern.matcher(sample.labels().getOrDefault(source, ""));
            if (!matcher.matches()) {
                result.add(sample);
                continue;
            }
            Map<String, String> labels = new TreeMap<>(sample.labels());
            String value = expanded(replacement, matcher);
            if (value.isEmpty()) {
                labels.remove(target);
            } else {
                labels.put(target, value);
            }
            result.add(new Sample(labels, sample.value()));
        }
        return new Vector(result);
    }

    /** {@code $1} and {@code ${1}}; groups that do not exist are empty, as in Go. */
    private static String expanded(String replacement, Matcher matcher) {
        java.util.regex.Matcher reference = java.util.regex.Pattern.compile("\\$(?:\\$|(\\d+)|\\{(\\d+)\\})")
                .matcher(replacement);
        StringBuilder result = new StringBuilder();
        while (reference.find()) {
            String number = reference.group(1) != null ? reference.group(1) : reference.group(2);
            String value = "$";
            if (number != null) {
                int group = Integer.parseInt(number);
                String found = group <= matcher.groupCount() ? matcher.group(group) : null;
                value = found == null ? "" : found;
            }
            reference.appendReplacement(result, java.util.regex.Matcher.quoteReplacement(value));
        }
        return reference.appendTail(result).toString();
    }

    static Value scalar(Evaluation at, List<Expression> arguments) {
        List<Sample> samples = at.samples(arguments.get(0));
        return new Scalar(samples.size() == 1 ? samples.get(0).value() : Double.NaN);
    }
}
