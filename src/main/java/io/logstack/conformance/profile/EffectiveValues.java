package io.logstack.conformance.profile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads back what a profile says, by asking its accessors. */
final class EffectiveValues {
    private EffectiveValues() {}

    static SortedMap<String, String> of(Profile profile) {
        SortedMap<String, String> values = new TreeMap<>();
        for (ProfileKey key : ProfileKeys.ALL.values()) {
            if (!key.type().secret()) {
                add(key.name(), ask(profile, key), values);
            }
        }
        return values;
    }

    /** What is set of the keys of type {@link Secret}. */
    static List<Secret> secretsOf(Profile profile) {
        List<Secret> secrets = new ArrayList<>();
        for (ProfileKey key : ProfileKeys.ALL.values()) {
            if (key.type().secret()
                    && ask(profile, key) instanceof Optional<?> set
                    && set.orElse(null) instanceof Secret secret) {
                secrets.add(secret);
            }
        }
        return secrets;
    }

    private static void add(String name, @Nullable Object value, SortedMap<String, String> into) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> add(name, present, into));
        } else if (value instanceof OptionalLong optional) {
            optional.ifPresent(present -> into.put(name, Long.toString(present)));
        } else if (value instanceof OptionalInt optional) {
            optional.ifPresent(present -> into.put(name, Integer.toString(present)));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((entry, text) -> into.put(name + "." + entry, text(text)));
        } else if (value instanceof Collection<?> collection) {
            Stream<String> texts = collection.stream().map(EffectiveValues::text);
            // A set has its order from where its elements happen to lie in memory.
            into.put(name, (collection instanceof Set ? texts.sorted() : texts).collect(Collectors.joining(",")));
        } else if (value != null) {
            into.put(name, text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof Enum<?>) {
            return ScalarType.kebab(value);
        }
        return value instanceof ByteSize size ? Long.toString(size.bytes()) : value.toString();
    }

    private static @Nullable Object ask(Profile profile, ProfileKey key) {
        Object at = profile;
        for (Method accessor : key.accessors()) {
            try {
                at = accessor.invoke(at);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a profile does not tell its " + key.name(), e);
            }
        }
        return at;
    }
}
