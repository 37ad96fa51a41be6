package io.logstack.conformance.junit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A chain of prerequisites that comes back to where it began. */
final class Cycle {
    private final Map<Class<?>, CataloguedExpectation> byType = new HashMap<>();
    private final Set<Class<?>> clean = new HashSet<>();
    private final List<Class<?>> path = new ArrayList<>();

    private Cycle(Collection<CataloguedExpectation> expectations) {
        expectations.forEach(expectation -> byType.put(expectation.description().type(), expectation));
    }

    /** A cycle, written as {@code A → B → A}, or empty when there is none. */
    static Optional<String> among(Collection<CataloguedExpectation> expectations) {
        Cycle search = new Cycle(expectations);
        return expectations.stream()
                .map(expectation -> search.from(expectation.description().type()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> from(Class<?> type) {
        CataloguedExpectation expectation = byType.get(type);
        if (expectation == null || clean.contains(type)) {
            return Optional.empty();
        }
        int again = path.indexOf(type);
        path.add(type);
        if (again >= 0) {
            return Optional.of(String.join(
                    " → ",
                    path.subList(again, path.size()).stream().map(this::id).toList()));
        }
        for (Class<?> prerequisite : expectation.description().prerequisites()) {
            Optional<String> cycle = from(prerequisite);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        path.remove(path.size() - 1);
        clean.add(type);
        return Optional.empty();
    }

    private String id(Class<?> type) {
        CataloguedExpectation expectation = byType.get(type);
        return expectation == null ? type.getName() : expectation.id();
    }
}
