package io.logstack.conformance.stack;

/** A page is not a well-formed Prometheus text exposition. The message names the source, the line and what is wrong. */
public final class MalformedExpositionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * @param source where the page was read
     * @param line number of the offending line, from 1
     * @param problem what is wrong with it, and what would be right
     */
    public MalformedExpositionException(String source, int line, String problem) {
        super(source + ", line " + line + ": " + problem);
        this.line = line;
    }

    /** Number of the offending line, from 1. */
    public int line() {
        return line;
    }
}
