package io.logstack.conformance.promql;

/** The grammar cannot read an expression; whether Prometheus can is another question. */
public final class UnreadableExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableExpressionException(String message) {
        super(message);
    }
}
