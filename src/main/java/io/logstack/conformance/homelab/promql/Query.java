package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Sample;
import io.logstack.conformance.homelab.promql.Value.Scalar;
import io.logstack.conformance.homelab.promql.Value.Vector;
import io.logstack.conformance.promql.PromQLLexer;
import io.logstack.conformance.promql.PromQLParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.jspecify.annotations.Nullable;

/** A parsed PromQL query. */
public final class Query {
    private static final BaseErrorListener REFUSING = new BaseErrorListener() {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            throw QueryException.parse(line, column + 1, message);
        }
    };

    private final Expression expression;

    private Query(Expression expression) {
        this.expression = expression;
    }

    /** @throws QueryException when it is no PromQL, or PromQL that the homelab does not compute */
    public static Query parse(String text) {
        PromQLLexer lexer = new PromQLLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        PromQLParser parser = new PromQLParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(REFUSING);
        if (text.isBlank()) {
            throw QueryException.parse(1, 1, "no expression found in input");
        }
        return new Query(new ExpressionReader().visit(parser.query().expression()));
    }

    /** The value at one time, in milliseconds since the epoch. */
    public Value at(SeriesSource source, long time) {
        return new Evaluation(source, time).value(expression);
    }

    /**
     * The values at {@code start}, {@code start + step}, … up to {@code end}, as one series for each set of labels.
     *
     * @throws QueryException also when the query gives neither numbers nor an instant vector
     */
    public List<Series> over(SeriesSource source, long start, long end, long step) {
        if (expression.type() != ValueType.SCALAR && expression.type() != ValueType.VECTOR) {
            throw QueryException.notForRange(expression.type().label());
        }
        Map<Map<String, String>, List<double[]>> points = new LinkedHashMap<>();
        for (long time = start; time <= end; time += step) {
            Value value = at(source, time);
            List<Sample> samples = value instanceof Scalar scalar
                    ? List.of(new Sample(Map.of(), scalar.value()))
                    : ((Vector) value).samples();
            for (Sample sample : samples) {
                points.computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
                        .add(new double[] {time, sample.value()});
            }
        }
        List<Series> result = new ArrayList<>();
        points.forEach((labels, values) -> result.add(new Series(
                labels,
                values.stream().mapToLong(point -> (long) point[0]).toArray(),
                values.stream().mapToDouble(point -> point[1]).toArray())));
        return result;
    }
}
