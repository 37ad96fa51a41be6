package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What a class must look like to be judged as an expectation. */
final class ExpectationClass {
    private static final List<Class<? extends Annotation>> LIFE_CYCLE =
            List.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);

    private ExpectationClass() {}

    /** Reads a class; mistakes are told one by one, and make the result empty. */
    static Optional<CataloguedExpectation> read(Class<?> type, Consumer<String> mistakes) {
        Description description;
        try {
            description = Description.of(type);
        } catch (IllegalArgumentException e) {
            mistakes.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        List<Method> bodies = methods(type, Test.class);
        List<String> wrong = Stream.of(
                        shape(type, bodies),
                        tags(type, description),
                        bodies.stream().flatMap(body -> parameters(body, description)))
                .flatMap(found -> found)
                .map(mistake -> description.id() + " (" + type.getName() + ") " + mistake)
                .toList();
        wrong.forEach(mistakes);
        return wrong.isEmpty() ? Optional.of(new CataloguedExpectation(description, bodies.get(0))) : Optional.empty();
    }

    private static Stream<String> shape(Class<?> type, List<Method> bodies) {
        Stream.Builder<String> mistakes = Stream.builder();
        if (bodies.size() != 1) {
            mistakes.add("has " + bodies.size() + " @Test methods; an expectation has exactly one");
        }
        if (Modifier.isAbstract(type.getModifiers())
                || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))
                || Arrays.stream(type.getDeclaredConstructors())
                        .noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            mistakes.add("must be a concrete class with a constructor without parameters");
        }
        if (LIFE_CYCLE.stream()
                .anyMatch(annotation -> !methods(type, annotation).isEmpty())) {
            mistakes.add("has a life cycle method; all that it needs belongs into its @Test method");
        }
        return mistakes.build();
    }

    private static Stream<String> tags(Class<?> type, Description description) {
        Set<String> declared = AnnotationSupport.findRepeatableAnnotations(type, Tag.class).stream()
                .map(Tag::value)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> owed = new TreeSet<>(
                Set.of(description.area().tag(), description.safety().name().toLowerCase(Locale.ROOT)));
        return declared.equals(owed)
                ? Stream.empty()
                : Stream.of("has the tags " + declared + "; its ID and safety ask for " + owed);
    }

    private static Stream<String> parameters(Method body, Description description) {
        return Arrays.stream(body.getParameterTypes()).flatMap(parameter -> {
            if (!Injection.knows(parameter)) {
                return Stream.of(
                        "asks for a " + parameter.getName() + "; what can be injected is " + Injection.names());
            }
            Optional<Capability> owed = Injection.capability(parameter)
                    .filter(capability -> !description.requires().contains(capability));
            return owed
                    .map(capability ->
                            "asks for a " + parameter.getSimpleName() + " and does not require " + capability)
                    .stream();
        });
    }

    private static List<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
        return ReflectionSupport.findMethods(
                type, method -> AnnotationSupport.isAnnotated(method, annotation), HierarchyTraversalMode.TOP_DOWN);
    }
}
