package io.logstack.conformance.containers.docker;

import java.util.HashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** How containers and networks of a stack are marked in Docker: by part and by what they were started from. */
public final class StackLabels {
    /** Hash of all that the stack was started from. */
    public static final String PLAN = "io.logstack.conformance.plan";

    /** Which part of the stack it is. */
    public static final String PART = "io.logstack.conformance.part";

    /** There, and {@code true}, when the stack is left up for the next run. */
    public static final String KEPT = "io.logstack.conformance.kept";

    private StackLabels() {}

    /** The labels of a part. */
    public static Map<String, String> of(String plan, String part, boolean kept) {
        Map<String, String> labels = new HashMap<>(Map.of(PLAN, plan, PART, part));
        if (kept) {
            labels.put(KEPT, "true");
        }
        return labels;
    }

    /** The labels of what Testcontainers does not make itself; with the run's, unless it is to be left up. */
    static Map<String, String> ofOwn(Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
        if (!labels.containsKey(KEPT)) {
            all.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
        }
        all.putAll(labels);
        return all;
    }
}
