package io.logstack.conformance.profile;

import io.logstack.conformance.profile.ProfileKey.Shape;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every key that {@link Profile} maps, read from its declaration. */
final class ProfileKeys {
    private static final Map<Type, Class<?>> SCALARS = Map.of(
            boolean.class, Boolean.class,
            int.class, Integer.class,
            long.class, Long.class,
            OptionalInt.class, Integer.class,
            OptionalLong.class, Long.class);

    /** By name. */
    static final SortedMap<String, ProfileKey> ALL = Collections.unmodifiableSortedMap(read());

    private ProfileKeys() {}

    /** The key of a dotted name: itself, or the one that {@code queries.functional.NAME} is an entry of. */
    static Optional<ProfileKey> find(String name) {
        ProfileKey exact = ALL.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return ALL.values().stream()
                .filter(key -> key.shape() == Shape.NAMED
                        && name.startsWith(key.name() + ".")
                        && name.length() > key.name().length() + 1)
                .findFirst();
    }

    /** Whether keys begin with this name and a dot. */
    static boolean isGroup(String name) {
        return ALL.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    /** The clause that follows an unknown name: the nearest known one where one is near, else what there is. */
    static String instead(String unknown) {
        String leaf = unknown.substring(unknown.lastIndexOf('.') + 1);
        List<String> sameLeaf = ALL.keySet().stream()
                .filter(key -> plain(key.substring(key.lastIndexOf('.') + 1)).equals(plain(leaf)))
                .toList();
        if (sameLeaf.size() == 1) {
            return "did you mean " + sameLeaf.get(0) + "?";
        }
        Set<String> candidates = new TreeSet<>(ALL.keySet());
        for (String key : ALL.keySet()) {
            for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
                candidates.add(key.substring(0, dot));
            }
        }
        return NearestName.to(unknown, candidates)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "accepted" + within(unknown));
    }

    private static String within(String unknown) {
        String group = unknown.contains(".") ? unknown.substring(0, unknown.lastIndexOf('.')) : "";
        boolean known = !group.isEmpty() && isGroup(group);
        String prefix = known ? group + "." : "";
        List<String> names = ALL.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .map(key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key)
                .distinct()
                .toList();
        return (known ? " in " + group : "") + ": " + String.join(", ", names);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static SortedMap<String, ProfileKey> read() {
        SortedMap<String, ProfileKey> keys = new TreeMap<>();
        read(Profile.class, "", List.of(), keys);
        return keys;
    }

    private static void read(Class<?> group, String prefix, List<Method> way, Map<String, ProfileKey> into) {
        for (Method accessor : group.getMethods()) {
            if (!Modifier.isAbstract(accessor.getModifiers())) {
                continue;
            }
            String name = prefix + StringUtil.skewer(accessor.getName());
            List<Method> accessors = new ArrayList<>(way);
            accessors.add(accessor);
            if (accessor.getReturnType().getEnclosingClass() == Profile.class) {
                read(accessor.getReturnType(), name + ".", accessors, into);
            } else {
                into.put(name, key(name, accessors, accessor));
            }
        }
    }

    private static ProfileKey key(String name, List<Method> accessors, Method accessor) {
        WithDefault withDefault = accessor.getAnnotation(WithDefault.class);
        String defaultValue = withDefault == null ? null : withDefault.value();
        Type type = accessor.getGenericReturnType();
        boolean optional = type == OptionalInt.class || type == OptionalLong.class;
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class) {
            optional = true;
            type = parameterized.getActualTypeArguments()[0];
        }
        Shape shape = Shape.SINGLE;
        if (type instanceof ParameterizedType parameterized) {
            shape = parameterized.getRawType() == Map.class ? Shape.NAMED : Shape.LIST;
            optional |= shape == Shape.NAMED;
            Type[] arguments = parameterized.getActualTypeArguments();
            type = arguments[arguments.length - 1];
        }
        Class<?> single = SCALARS.getOrDefault(type, (Class<?>) type);
        return new ProfileKey(name, shape, ScalarType.of(single), optional, defaultValue, accessors);
    }
}
