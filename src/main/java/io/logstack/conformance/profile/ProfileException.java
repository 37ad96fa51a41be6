package io.logstack.conformance.profile;

import java.util.List;

/** A profile that cannot be used, with all its mistakes at once. The message holds no secrets. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    /**
     * @param profile the file, for the message's first line
     * @param mistakes one line each: where it was written, key, value, and what is accepted
     */
    public ProfileException(String profile, List<String> mistakes) {
        super("The profile " + profile + " cannot be used, "
                + (mistakes.size() == 1 ? "for one mistake:" : "for " + mistakes.size() + " mistakes:") + "\n  "
                + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One line each: where it was written, key, value, and what is accepted. */
    public List<String> mistakes() {
        return mistakes;
    }
}
