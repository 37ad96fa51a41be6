package io.logstack.conformance.profile;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Secrets that are known by their value, taken out of whatever may be shown: as they are, URL-encoded, as a text in JSON, and
 * in Base64, also where they are only a part of what was encoded. Thread-safe.
 */
public final class KnownSecrets {
    public static final String MASK = "***";

    /** Shorter ones would mask half of every page, and are none. */
    private static final int SHORTEST = Stems.LENGTH;
    /** Shorter ones read from the cluster are words such as {@code true}. */
    private static final int SHORTEST_FOUND = 6;
    /** Shorter pieces of Base64 turn up in any other. */
    private static final int SHORTEST_ENCODED = 6;

    private final Set<String> forms = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final Stems stems = new Stems();
    private final Set<String> open;

    /** Those of a profile: every value whose key is of type {@link Secret}. */
    public KnownSecrets(Profile profile) {
        // Rook writes names that reports need into the same Secret as the keys.
        this.open = Set.of(
                profile.objectStore().bucket(),
                profile.objectStore().region(),
                profile.objectStore().service());
        EffectiveValues.secretsOf(profile).forEach(secret -> add(secret.value(), SHORTEST));
    }

    /** Masks what was found in a place that holds secrets, from now on; words of less than six characters are none. */
    public void addFound(String value) {
        if (!open.contains(value.strip())) {
            add(value, SHORTEST_FOUND);
        }
    }

    public String mask(String text) {
        if (!stems.mayBeIn(text)) {
            return text;
        }
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    public boolean areNone() {
        return forms.isEmpty();
    }

    private void add(String given, int shortest) {
        String value = given.strip();
        if (value.length() < shortest) {
            return;
        }
        form(value);
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        form(encoded);
        form(encoded.replace("+", "%20"));
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        form(escaped);
        form(escaped.replace("/", "\\/"));
        form(escaped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
        addBase64(value);
    }

    /**
     * Base64 writes three bytes as four characters, so a part looks one of three ways, by where it begins; the characters
     * that it shares with its neighbours are left out.
     */
    private void addBase64(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] part = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, part, before, bytes.length);
            int begin = (before * 8 + 5) / 6;
            int end = part.length * 8 / 6;
            if (end - begin >= SHORTEST_ENCODED) {
                form(Base64.getEncoder().encodeToString(part).substring(begin, end));
                form(Base64.getUrlEncoder().encodeToString(part).substring(begin, end));
            }
        }
    }

    private void form(String form) {
        stems.add(form);
        forms.add(form);
    }
}
