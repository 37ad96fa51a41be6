package io.logstack.conformance.profile;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of the profile.
 *
 * @param name as a file writes it, dotted: {@code loki.url}
 * @param optional whether it may be absent though it has no default
 * @param defaultValue the default as it would be written, or null without one
 * @param accessors the way from {@link Profile} to the value
 */
record ProfileKey(
        String name,
        Shape shape,
        ScalarType<?> type,
        boolean optional,
        @Nullable String defaultValue,
        List<Method> accessors) {
    enum Shape {
        SINGLE,
        LIST,
        /** Text by name, the name being the last part of the key: {@code queries.functional.NAME}. */
        NAMED
    }

    String accepted() {
        return switch (shape) {
            case SINGLE -> type.accepted();
            case LIST -> "a list, each " + type.accepted();
            case NAMED -> "names, each with " + type.accepted();
        };
    }

    /** The environment variable that sets it. */
    String variable() {
        return variable(name);
    }

    /** The environment variable of a dotted name. */
    static String variable(String name) {
        return "LOGSTACK_" + name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
