package io.logstack.conformance.expectations;

import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration that Loki runs with, by path. */
public final class LokiConfig {
    private final Map<String, Object> root;
    private final String source;

    private LokiConfig(Map<String, Object> root, String source) {
        this.root = root;
        this.source = source;
    }

    public static LokiConfig read(Loki loki) {
        return new LokiConfig(loki.config(), loki.address() + "/config");
    }

    /** For tests of what reads it. */
    static LokiConfig of(Map<String, Object> root) {
        return new LokiConfig(root, "a configuration");
    }

    /** Where it was read. */
    public String source() {
        return source;
    }

    /**
     * The value at a dotted path, such as {@code limits_config.retention_period}, or empty when there is none; {@code -1}
     * is a list's last element.
     */
    public Optional<Object> at(String path) {
        Object value = root;
        for (String key : path.split("\\.", -1)) {
            if (key.equals("-1") && value instanceof List<?> list && !list.isEmpty()) {
                Object last = list.get(list.size() - 1);
                if (last != null) {
                    value = last;
                    continue;
                }
            }
            if (!(value instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            Object next = map.get(key);
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    /**
     * A duration at a path; Loki prints durations as Go or as Prometheus do. Empty when there is none.
     *
     * @throws NoAnswerException when what is there is no duration
     */
    public Optional<Duration> duration(String path) {
        return at(path).map(value -> {
            try {
                return Durations.parse(String.valueOf(value));
            } catch (IllegalArgumentException e) {
                throw new NoAnswerException(
                        source + " has '" + value + "' at " + path + ", which " + e.getMessage(), e);
            }
        });
    }

    /**
     * A whole number at a path, or empty when there is none.
     *
     * @throws NoAnswerException when what is there is no whole number
     */
    public Optional<Long> number(String path) {
        return at(path).map(value -> {
            if (value instanceof Number number && number.doubleValue() == number.longValue()) {
                return number.longValue();
            }
            throw new NoAnswerException(source + " has '" + value + "' at " + path + ", which is no whole number");
        });
    }
}
