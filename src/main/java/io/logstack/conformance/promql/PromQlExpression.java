package io.logstack.conformance.promql;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** An expression, as an alerting rule or a runbook has it. */
public final class PromQlExpression {
    private static final BaseErrorListener REFUSING = new BaseErrorListener() {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            throw new ParseCancellationException("at " + line + ":" + (column + 1) + ": " + message);
        }
    };

    private final PromQLParser.ExpressionContext root;
    private final SelectorReader selectors = new SelectorReader();

    private PromQlExpression(PromQLParser.ExpressionContext root) {
        this.root = root;
        selectors.visit(root);
    }

    /** @throws UnreadableExpressionException with line and column, when the grammar cannot read it */
    public static PromQlExpression parse(String text) throws UnreadableExpressionException {
        PromQLLexer lexer = new PromQLLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        PromQLParser parser = new PromQLParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(REFUSING);
        try {
            return new PromQlExpression(parser.query().expression());
        } catch (ParseCancellationException e) {
            throw new UnreadableExpressionException(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** Every selector, in the order in which they are written. */
    public List<VectorSelector> selectors() {
        return selectors.found();
    }

    /** The names of the metrics that it reads, as far as its selectors fix them. */
    public Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        selectors().forEach(selector -> selector.metric().ifPresent(names::add));
        return names;
    }

    /** The longest range that it looks back over, or zero without one. */
    public Duration longestRange() {
        return selectors.longestRange();
    }

    /** The number that its outermost comparison holds the series against, or empty where there is none. */
    public OptionalDouble limit() {
        return Comparisons.limit(root);
    }

    /** Whether it divides anything, and so could be a share. */
    public boolean divides() {
        return Divisions.in(root);
    }

    /**
     * Whether it could ever answer anything: an operand without series gives an arithmetic operation, a comparison, an
     * aggregation or a function nothing to work on. {@code absent} and the like answer just then.
     *
     * @param live whether a selector has series, or may come to have some
     */
    public boolean canAnswer(Predicate<VectorSelector> live) {
        return new Liveness(live).visit(root);
    }
}
