package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.KnownSecrets;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Stems;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of what may be shown: those that are known, and what is named like one. Thread-safe. */
final class Redaction {
    private static final String MASK = KnownSecrets.MASK;

    private static final String NAMES =
            "password|passwd|secret|secret_?key|secret_?access_?key|access_?key_?id|access_?key"
                    + "|token|bearer_token|api_?key|authorization|x-amz-signature|x-amz-credential|credentials?";
    /** What stands before the name does not matter. A Secret's own name, in a path of the API, is none. */
    private static final Pattern NAMED = Pattern.compile("(?i)((?:" + NAMES
            + ")(?<!/secrets/[\\w.-]{0,60})[\"']?\\s*[:=]\\s*)"
            + "(\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*'|(?:(?:basic|bearer)\\s+)?[^\\s,;&\"'{}\\[\\]]+)");

    /** How each of the names above and each scheme begins. */
    private static final Stems STEMS =
            new Stems("pass", "secr", "acce", "toke", "bear", "api_", "apik", "auth", "x-am", "cred", "basi");

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
        if (shown.indexOf('@') >= 0) {
            shown = USER_INFO.matcher(shown).replaceAll("$1" + MASK + "@");
        }
        return masked(SCHEME, " ", masked(NAMED, "", shown));
    }

    /** What a pattern finds is masked; it is tried only where one of its words may begin, because most texts have none. */
    private static String masked(Pattern pattern, String kept, String text) {
        char[] characters = text.toCharArray();
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        StringBuilder shown = new StringBuilder();
        int done = 0;
        for (int at = STEMS.next(characters, 0); at >= 0; at = STEMS.next(characters, Math.max(at + 1, done))) {
            if (matcher.region(at, text.length()).lookingAt()) {
                shown.append(text, done, matcher.end(1)).append(kept).append(MASK);
                done = matcher.end();
            }
        }
        return done == 0 ? text : shown.append(text, done, text.length()).toString();
    }

    URI uri(URI uri) {
        String shown = text(uri.toString());
        return shown.equals(uri.toString()) ? uri : URI.create(shown);
    }
}
