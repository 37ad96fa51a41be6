package io.logstack.conformance.containers.docker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * Labels that do not take the one by which Ryuk knows what to remove: Testcontainers adds it to every container, after all
 * else that could be said of the container, and has no setting that would keep it from that in a program.
 */
final class UnreapedLabels extends HashMap<String, String> {
    private static final long serialVersionUID = 1;

    UnreapedLabels(Map<String, String> labels) {
        labels.forEach(this::put);
    }

    @Override
    public @Nullable String put(String label, String value) {
        return label.equals(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL) ? null : super.put(label, value);
    }

    @Override
    public void putAll(Map<? extends String, ? extends String> labels) {
        labels.forEach(this::put);
    }
}
