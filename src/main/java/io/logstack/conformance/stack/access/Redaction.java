package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.KnownSecrets;
import io.logstack.conformance.profile.Profile;
import java.net.URI;
import java.util.regex.Pattern;

/** Takes secrets out of what may be shown: those that are known, and what is named like one. Thread-safe. */
final class Redaction {
    private static final String MASK = KnownSecrets.MASK;

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
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s\"]+@");

    private final KnownSecrets known;

    Redaction(Profile profile) {
        this.known = new KnownSecrets(profile);
    }

    /** Masks this value from now on, wherever it turns up. */
    void learn(String secret) {
        known.addFound(secret);
    }

    /** Without the secrets that are known by value; what only looks like one is left. */
    String known(String text) {
        return known.mask(text);
    }

    String text(String text) {
        String shown = known(text);
        shown = USER_INFO.matcher(shown).replaceAll("$1" + MASK + "@");
        shown = NAMED.matcher(shown).replaceAll("$1" + MASK);
        return SCHEME.matcher(shown).replaceAll("$1 " + MASK);
    }

    URI uri(URI uri) {
        String shown = text(uri.toString());
        return shown.equals(uri.toString()) ? uri : URI.create(shown);
    }
}
