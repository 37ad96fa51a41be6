package io.logstack.conformance.junit;

import java.util.List;

/** A run lacks rights at the Kubernetes API, so that it judged nothing. */
public final class MissingRightsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String report;

    /**
     * @param missing each of them, with what needs it
     * @param yaml what would grant them
     */
    MissingRightsException(List<String> missing, String yaml) {
        super(summary(missing), null, false, false);
        this.report = "Nothing is judged: the Kubernetes API refuses what the selected expectations need.\n"
                + String.join(
                        "", missing.stream().map(line -> "  " + line + "\n").toList())
                + "Whoever may grant rights there applies this, or the roles of the level from profiles/rbac:\n" + yaml;
    }

    /** All that is missing and the YAML that would grant it, in several lines. */
    public String report() {
        return report;
    }

    private static String summary(List<String> missing) {
        return (missing.size() == 1 ? "a right is missing: " : missing.size() + " rights are missing: ")
                + String.join("; ", missing);
    }
}
