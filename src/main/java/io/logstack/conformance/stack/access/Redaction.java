package io.logstack.conformance.stack.access;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Takes secrets out of what may be shown: those that are known, and what is named like one. Thread-safe. */
final class Redaction {
    static final String MASK = "***";
    /** Shorter values would mask half of every page. */
    private static final int SHORTEST = 4;

    private static final String NAMES =
            "password|passwd|secret|secret_?key|secret_?access_?key|access_?key_?id|access_?key"
                    + "|token|bearer_token|api_?key|authorization|x-amz-signature|x-amz-credential|credentials?";
    /**
     * What stands before the name does not matter; the look ahead spares the names where none begins. A Secret's own name, in
     * a path of the API, is none.
     */
    private static final Pattern NAMED = Pattern.compile("(?i)(?=[pstbaxc])((?:" + NAMES
            + ")(?<!/secrets/[\\w.-]{0,60})[\"']?\\s*[:=]\\s*)"
            + "(\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*'|(?:(?:basic|bearer)\\s+)?[^\\s,;&\"'{}\\[\\]]+)");

    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(basic|bearer)\\s+[A-Za-z0-9+/._~-]{8,}=*");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s\"]+@");

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Masks this value from now on, wherever it turns up. */
    void learn(String secret) {
        if (secret.length() >= SHORTEST) {
            known.add(secret);
        }
    }

    String text(String text) {
        String shown = text;
        for (String secret : known) {
            shown = shown.replace(secret, MASK);
        }
        shown = USER_INFO.matcher(shown).replaceAll("$1" + MASK + "@");
        shown = NAMED.matcher(shown).replaceAll("$1" + MASK);
        return SCHEME.matcher(shown).replaceAll("$1 " + MASK);
    }

    URI uri(URI uri) {
        String shown = text(uri.toString());
        return shown.equals(uri.toString()) ? uri : URI.create(shown);
    }
}
