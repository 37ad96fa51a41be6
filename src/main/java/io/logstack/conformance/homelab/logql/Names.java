package io.logstack.conformance.homelab.logql;

import com.google.re2j.Pattern;

/** Names of extracted labels. */
final class Names {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private Names() {}

    static boolean isLabelName(String name) {
        return LABEL_NAME.matches(name);
    }

    /** A label name of any key: other characters become underscores, a leading digit gets one. */
    static String sanitize(String key) {
        return sanitize(key, true);
    }

    /** As {@link #sanitize(String)}; a leading digit stays where the name goes on from another. */
    static String sanitize(String key, boolean first) {
        String name = key.strip();
        if (name.isEmpty()) {
            return "";
        }
        StringBuilder clean = new StringBuilder(name.length() + 1);
        if (first && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            clean.append('_');
        }
        name.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_'));
        return clean.toString();
    }

    /** What cannot be a Unicode character has become U+FFFD, which Loki keeps out of labels. */
    static String withoutReplacements(String value) {
        return value.replace('\uFFFD', ' ');
    }
}
