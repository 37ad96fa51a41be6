package io.logstack.conformance.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Thrown by an expectation that the stack is too young or too idle to judge: {@link Verdict#INCONCLUSIVE}. */
public final class InconclusiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Instant judgeableFrom;

    /**
     * @param missing what is missing, as a sentence
     * @param judgeableFrom from when it can be judged, or null when that depends on traffic and not on time
     */
    public InconclusiveException(String missing, @Nullable Instant judgeableFrom) {
        super(judgeableFrom == null ? missing : missing + " It can be judged from " + judgeableFrom + ".");
        this.judgeableFrom = judgeableFrom;
    }

    public @Nullable Instant judgeableFrom() {
        return judgeableFrom;
    }
}
