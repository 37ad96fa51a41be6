package io.logstack.conformance.stack;

import java.util.List;

/** What a stack of the run's own needs of this machine is not there: nothing was started. */
public final class UnmetNeedsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String report;

    /**
     * @param stack what was to be started, as a noun phrase
     * @param missing each thing that is missing, with what to do
     */
    public UnmetNeedsException(String stack, List<String> missing) {
        super(stack + " cannot be started: " + String.join("; and ", missing), null, false, false);
        this.report = "Nothing is judged: " + stack + " cannot be started.\n"
                + String.join(
                        "", missing.stream().map(line -> "  " + line + "\n").toList());
    }

    /** All that is missing, and what to do, in several lines. */
    public String report() {
        return report;
    }
}
