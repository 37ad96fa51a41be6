package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run judges before what, besides prerequisites. Whoever is to wait judges those before it, or waits for those who
 * do; nobody ever waits for something that waits for it.
 */
final class Precedence {
    private final List<CataloguedExpectation> gentle;
    private final List<CataloguedExpectation> light;
    private final List<CataloguedExpectation> alone;
    /** What runs alone, and its prerequisites. */
    private final Set<Class<?>> neededAlone = new HashSet<>();

    /** @param selected classes that were asked for: what was not makes nobody wait */
    Precedence(Catalogue catalogue, Set<Class<?>> selected) {
        this.gentle = catalogue.all().stream()
                .filter(expectation ->
                        selected.contains(expectation.description().type()))
                .filter(expectation -> expectation.description().safety() != Safety.DISRUPT)
                .toList();
        this.light = gentle.stream()
                .filter(expectation -> !loads(expectation.description()))
                .toList();
        this.alone = light.stream()
                .filter(expectation -> expectation.description().alone())
                .toList();
        alone.forEach(expectation -> addNeeded(expectation.description().type(), catalogue));
    }

    /**
     * What comes before an expectation. What disturbs the stack comes after all that does not, and what loads it comes just
     * before that, so that nothing is judged by what was loaded or disturbed. Of the rest, what runs alone comes first, with
     * what it needs: all others can then run at the same time, and none has to end for one that waits for the floor.
     */
    List<CataloguedExpectation> before(Description expectation) {
        if (expectation.safety() == Safety.DISRUPT) {
            return gentle;
        }
        if (loads(expectation)) {
            return light;
        }
        return neededAlone.contains(expectation.type()) ? List.of() : alone;
    }

    /** What writes and wants to be alone meanwhile writes as much as the stack is to bear. */
    private static boolean loads(Description expectation) {
        return expectation.safety() == Safety.PROBE && expectation.alone();
    }

    private void addNeeded(Class<?> type, Catalogue catalogue) {
        if (neededAlone.add(type)) {
            catalogue
                    .get(type)
                    .description()
                    .prerequisites()
                    .forEach(prerequisite -> addNeeded(prerequisite, catalogue));
        }
    }
}
