package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An immutable set of labels, sorted by name. */
public final class Labels {
    public static final Labels NONE = new Labels(new String[0]);

    /** Names and values in turn. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return NONE;
        }
        List<String> pairs = new ArrayList<>(labels.size() * 2);
        new TreeMap<>(labels).forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return new Labels(pairs.toArray(new String[0]));
    }

    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** The value, or the empty string, which is what a missing label counts as. */
    public String value(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** In the order of names. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    /** Only these. */
    public Labels only(Collection<String> names) {
        Map<String, String> kept = toMap();
        kept.keySet().retainAll(names);
        return of(kept);
    }

    /** All but these. */
    public Labels without(Collection<String> names) {
        Map<String, String> kept = toMap();
        kept.keySet().removeAll(names);
        return of(kept);
    }

    /** Without those that have an empty value. */
    public Labels withoutEmpty() {
        Map<String, String> kept = toMap();
        return kept.values().removeIf(String::isEmpty) ? of(kept) : this;
    }

    public Labels with(String name, String value) {
        Map<String, String> more = toMap();
        more.put(name, value);
        return of(more);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As Loki writes labels: {@code {app="x", pod="y"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append('=')
                .append(Strings.quote(value)));
        return text.append('}').toString();
    }
}
