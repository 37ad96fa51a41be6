package io.logstack.conformance.homelab.promql;

/** A query that cannot be answered, with the words and the kind of error that Prometheus has for it. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Prometheus' {@code errorType}. */
    public enum Kind {
        /** The query is at fault: HTTP 400. */
        BAD_DATA,
        /** The query is fine, but for one instant only: HTTP 400. */
        NOT_FOR_RANGE,
        /** The query is fine, and these series cannot be computed with: HTTP 422. */
        EXECUTION
    }

    private final Kind kind;
    private final String words;

    private QueryException(Kind kind, String words) {
        super(words);
        this.kind = kind;
        this.words = words;
    }

    static QueryException parse(int line, int column, String message) {
        return new QueryException(Kind.BAD_DATA, line + ":" + column + ": parse error: " + message);
    }

    static QueryException notForRange(String type) {
        return new QueryException(
                Kind.NOT_FOR_RANGE,
                "invalid expression type \"" + type + "\" for range query, must be Scalar or instant Vector");
    }

    static QueryException execution(String message) {
        return new QueryException(Kind.EXECUTION, message);
    }

    /** The message. */
    public String words() {
        return words;
    }

    public Kind kind() {
        return kind;
    }
}
