package io.logstack.conformance.truth;

import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Stack;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A view of a stack that takes away the evidence of some sources. A source is a method of a part, such as {@code
 * cluster.pods}, with the path or kind that it is asked for; every method of every part is one, whoever adds it, but those
 * that only address something, and acknowledgements, which are a status without a word.
 */
final class Withholding {
    private static final Set<String> NO_EVIDENCE = Set.of("address", "endpoint", "name", "node", "push");

    private final Stack stack;
    private final Removal removal;
    private final Predicate<String> withheld;
    private final AtomicBoolean touched = new AtomicBoolean();
    private final Map<String, Set<Removal>> seen = new ConcurrentSkipListMap<>();

    /** @param withheld the sources whose evidence is taken away */
    Withholding(Stack stack, Removal removal, Predicate<String> withheld) {
        this.stack = stack;
        this.removal = removal;
        this.withheld = withheld;
    }

    /** Takes nothing away, and sees what there would be to take. */
    static Withholding nothing(Stack stack) {
        return new Withholding(stack, Removal.GONE, source -> false);
    }

    Stack view() {
        return proxy(Stack.class, stack, this::ofStack);
    }

    /** Whether anything has been taken away. */
    boolean touched() {
        return touched.get();
    }

    /** The sources that were asked, with what can be missing from their answers. */
    Map<String, Set<Removal>> seen() {
        return Map.copyOf(seen);
    }

    private Object ofStack(Method method, Object answer, Object[] arguments) {
        if (answer instanceof Stack view) {
            return proxy(Stack.class, view, this::ofStack);
        }
        Class<?> part = method.getReturnType();
        return part.isInterface() && part.getPackage().equals(Stack.class.getPackage())
                ? proxy(part, answer, this::ofPart)
                : answer;
    }

    private Object ofPart(Method method, Object answer, Object[] arguments) {
        if (answer == null || NO_EVIDENCE.contains(method.getName())) {
            return answer;
        }
        String source = source(method, arguments);
        Set<Removal> possible = Arrays.stream(Removal.values())
                .filter(each -> each.leaves(answer).isPresent())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Removal.class)));
        seen.merge(source, possible, Withholding::union);
        Object left = withheld.test(source) ? removal.leaves(answer).orElse(answer) : answer;
        if (left != answer) {
            touched.set(true);
        }
        return left instanceof List<?> list ? list.stream().map(this::instance).toList() : left;
    }

    /** The instances of a part are parts themselves. */
    private Object instance(Object element) {
        if (element instanceof Alloy.Instance) {
            return proxy(Alloy.Instance.class, element, this::ofPart);
        }
        return element instanceof Canary.Instance ? proxy(Canary.Instance.class, element, this::ofPart) : element;
    }

    private static String source(Method method, Object[] arguments) {
        String owner = method.getDeclaringClass().getName();
        String part = owner.substring(owner.lastIndexOf('.') + 1).replace("$Instance", "");
        String told = switch (method.getName()) {
            case "ask", "time", "get" -> arguments[0] instanceof String path && path.startsWith("/") ? " " + path : "";
            case "custom" -> " " + arguments[1];
            default -> "";
        };
        return part.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + part.substring(1) + "." + method.getName()
                + told;
    }

    private static Set<Removal> union(Set<Removal> one, Set<Removal> other) {
        return Stream.of(one, other)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Removal.class)));
    }

    @FunctionalInterface
    private interface Change {
        Object of(Method method, Object answer, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Object target, Change change) {
        InvocationHandler handler = (self, method, arguments) -> {
            Object answer;
            try {
                answer = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            return method.getDeclaringClass() == Object.class ? answer : change.of(method, answer, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
