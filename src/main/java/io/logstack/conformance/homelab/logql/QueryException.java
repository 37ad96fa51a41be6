package io.logstack.conformance.homelab.logql;

/** A query that Loki refuses, with its words; the answer is 400. */
public final class QueryException extends RuntimeException {
    public QueryException(String message) {
        super(message, null, false, false);
    }

    /** Refused for what it says, at no place in particular. */
    public static QueryException parse(String message) {
        return new QueryException("parse error : " + message);
    }

    /**
     * Refused at a place.
     *
     * @param line from 1, or 0 where Loki loses count: at tokens of which it has read more than the first character by hand
     * @param column from 1
     */
    public static QueryException parse(int line, int column, String message) {
        return line == 0 && column == 0
                ? parse(message)
                : new QueryException("parse error at line " + line + ", col " + column + ": " + message);
    }
}
