package io.logstack.conformance.stack;

import io.logstack.conformance.catalog.Attachment;
import java.util.List;

/** There is no stack to judge; the message says what is missing and what to do. */
public final class StackUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Attachment> evidence;

    public StackUnavailableException(String message) {
        super(message);
        this.evidence = List.of();
    }

    public StackUnavailableException(String message, Throwable cause) {
        this(message, cause, List.of());
    }

    /** @param evidence what a stack that did not come up has told until then */
    public StackUnavailableException(String message, Throwable cause, List<Attachment> evidence) {
        super(message, cause);
        this.evidence = List.copyOf(evidence);
    }

    /** What is known of a stack that did not come up. */
    public List<Attachment> evidence() {
        return evidence;
    }
}
