package io.logstack.conformance.homelab.loki.push;

/** Names of structured metadata are made label names. */
final class MetadataNames {
    private MetadataNames() {}

    static String normalize(String name) {
        if (name.isEmpty()) {
            return name;
        }
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
                                ? c
                                : '_'));
        if (Character.isDigit(clean.charAt(0))) {
            clean.insert(0, "key_");
        } else if (clean.charAt(0) == '_' && !clean.toString().startsWith("__")) {
            clean.insert(0, "key");
        }
        return clean.toString();
    }
}
