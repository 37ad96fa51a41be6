package io.logstack.conformance.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value that one source gives to a key.
 *
 * @param name the full dotted name; under a key of named values it ends in the entry's name
 * @param values the texts: one for a single value, none when the source says that there is no value
 * @param origin where it was written: file and line, environment variable, or system property
 */
record Setting(ProfileKey key, String name, List<String> values, String origin) {
    /** Splits a text of a source that knows no lists. */
    static Setting ofText(ProfileKey key, String name, String text, String origin) {
        if (text.isBlank()) {
            return new Setting(key, name, List.of(), origin);
        }
        return new Setting(
                key,
                name,
                key.shape() == ProfileKey.Shape.LIST
                        ? List.of(text.split(",", -1)).stream()
                                .map(String::strip)
                                .toList()
                        : List.of(text.strip()),
                origin);
    }

    /** Whether all values can be read; tells the mistakes. */
    boolean check(Consumer<String> mistakes) {
        if (values.isEmpty()) {
            if (!key.optional() || !name.equals(key.name())) {
                mistakes.accept(origin + ": " + name + " is empty; accepted: "
                        + key.type().accepted());
                return false;
            }
            return true;
        }
        boolean good = true;
        for (String value : values) {
            Optional<String> refusal = value.isEmpty()
                    ? Optional.of("is an empty entry")
                    : key.type().refusal(value);
            refusal.ifPresent(why -> mistakes.accept(
                    origin + ": " + name + ": " + shown(value) + " " + why + "; accepted: " + key.accepted()));
            good &= refusal.isEmpty();
        }
        return good;
    }

    /** As properties that SmallRye Config maps: lists by index, so that commas inside values stay what they are. */
    void addTo(Map<String, String> properties) {
        String property = "logstack." + key.name();
        switch (key.shape()) {
            case SINGLE -> properties.put(property, values.get(0));
            case NAMED ->
                properties.put(property + ".\"" + name.substring(key.name().length() + 1) + "\"", values.get(0));
            case LIST -> {
                for (int i = 0; i < values.size(); i++) {
                    properties.put(property + "[" + i + "]", values.get(i));
                }
            }
        }
    }

    private String shown(String value) {
        if (key.type().secret()) {
            return "the value";
        }
        return "'" + value.replaceAll("//.*@", "//***@") + "'";
    }
}
