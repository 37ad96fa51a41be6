package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Safety;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * All expectations that a run may judge, in the order of reports: by area, then by number. What an expectation class may
 * look like is checked when the catalogue is made: its ID is unique, it has one {@code @Test} method and no other life
 * cycle, its tags say its area and safety, it asks only for what can be injected and only for parts that it requires, and
 * no chain of prerequisites comes back to where it began.
 */
public final class Catalogue {
    /** Where the suite's own expectations live. */
    public static final String PACKAGE = "io.logstack.conformance.expectations";

    private final Map<Class<?>, CataloguedExpectation> byType;

    private Catalogue(Map<Class<?>, CataloguedExpectation> byType) {
        this.byType = byType;
    }

    /** The catalogue of the suite. */
    public static Catalogue ofSuite() {
        return of(ReflectionSupport.findAllClassesInPackage(
                PACKAGE, type -> type.isAnnotationPresent(Expectation.class), name -> true));
    }

    /**
     * The catalogue of the given classes and of what they name as prerequisites.
     *
     * @throws IllegalArgumentException when a class is no well-formed expectation, naming every mistake
     */
    public static Catalogue of(Collection<? extends Class<?>> types) {
        List<String> mistakes = new ArrayList<>();
        List<CataloguedExpectation> found = new ArrayList<>();
        for (Class<?> type : closure(types)) {
            ExpectationClass.read(type, mistakes::add).ifPresent(found::add);
        }
        return of(found, mistakes);
    }

    /** @param mistakes that were found already, and make the catalogue impossible */
    static Catalogue of(Collection<CataloguedExpectation> expectations, List<String> mistakes) {
        List<String> all = new ArrayList<>(mistakes);
        Map<String, Class<?>> ids = new HashMap<>();
        expectations.forEach(expectation -> {
            Class<?> type = expectation.description().type();
            Class<?> other = ids.put(expectation.id(), type);
            if (other != null) {
                all.add(other.getName() + " and " + type.getName() + " both have the ID " + expectation.id());
            }
        });
        Cycle.among(expectations).ifPresent(cycle -> all.add("prerequisites form a cycle: " + cycle));
        if (!all.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", all));
        }
        Map<Class<?>, CataloguedExpectation> byType = new LinkedHashMap<>();
        expectations.stream()
                .sorted(Comparator.comparing((CataloguedExpectation expectation) ->
                                expectation.description().area())
                        .thenComparing(CataloguedExpectation::id))
                .forEach(expectation -> byType.put(expectation.description().type(), expectation));
        return new Catalogue(byType);
    }

    /** Every expectation, in order. */
    public List<Description> descriptions() {
        return byType.values().stream().map(CataloguedExpectation::description).toList();
    }

    /** Every expectation's class, in order. */
    public Set<Class<?>> types() {
        return new LinkedHashSet<>(byType.keySet());
    }

    CataloguedExpectation get(Class<?> type) {
        CataloguedExpectation expectation = byType.get(type);
        if (expectation == null) {
            throw new IllegalArgumentException(type.getName() + " is not in this run's catalogue");
        }
        return expectation;
    }

    List<CataloguedExpectation> all() {
        return List.copyOf(byType.values());
    }

    /** What disturbs the stack, in the order in which it is to be judged: as in reports, but prerequisites first. */
    List<CataloguedExpectation> disturbances() {
        Set<CataloguedExpectation> ordered = new LinkedHashSet<>();
        all().forEach(expectation -> prerequisitesFirst(expectation, ordered));
        return ordered.stream()
                .filter(expectation -> expectation.description().safety() == Safety.DISRUPT)
                .toList();
    }

    private void prerequisitesFirst(CataloguedExpectation expectation, Set<CataloguedExpectation> ordered) {
        if (!ordered.contains(expectation)) {
            expectation.description().prerequisites().forEach(type -> prerequisitesFirst(get(type), ordered));
            ordered.add(expectation);
        }
    }

    private static Set<Class<?>> closure(Collection<? extends Class<?>> types) {
        Set<Class<?>> closure = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(types);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (closure.add(type)) {
                Expectation expectation = type.getAnnotation(Expectation.class);
                if (expectation != null) {
                    open.addAll(List.of(expectation.prerequisites()));
                }
            }
        }
        return closure;
    }
}
