package io.logstack.conformance.junit;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher's side of JUnit knows and the extension needs. Several runs in one JVM are told apart by a
 * configuration parameter; the run of a build tool has none.
 */
final class Runs {
    /** Configuration parameter with the key of the run. */
    static final String KEY = "conformance.run.key";

    private static final ConcurrentMap<String, Run> GIVEN = new ConcurrentHashMap<>();
    private static volatile @Nullable Set<Class<?>> selected;

    private Runs() {}

    static void give(String key, Run run) {
        GIVEN.put(key, run);
    }

    static void forget(String key) {
        GIVEN.remove(key);
    }

    static Optional<Run> given(String key) {
        return Optional.ofNullable(GIVEN.get(key));
    }

    /** Expectation classes of the test plan that a build tool is about to execute. */
    static void select(Set<Class<?>> types) {
        selected = Set.copyOf(types);
    }

    static Optional<Set<Class<?>>> selected() {
        return Optional.ofNullable(selected);
    }
}
