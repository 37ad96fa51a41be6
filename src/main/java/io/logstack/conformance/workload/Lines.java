package io.logstack.conformance.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of numbered lines. Each is drawn anew from seed, purpose, stream and number, so that nobody needs to keep it.
 * A line begins with its mark, which survives truncation.
 */
final class Lines {
    /** What every shape but the long one stays under, in bytes of UTF-8. */
    static final int SHORTEST_LIMIT = 512;

    private static final int SHAPES = 8;
    private static final int LONG_EVERY = 40;
    private static final int MARK_WITHIN = 120;
    private static final Pattern MARK = Pattern.compile("([a-z0-9-]+)/s(\\d{1,9})/n(\\d{1,9});");
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,40}");

    private static final List<String> WORDS = List.of(
            "checkout",
            "payment",
            "accepted",
            "retry",
            "upstream",
            "connection",
            "error",
            "timeout",
            "cache",
            "miss",
            "request",
            "finished",
            "in",
            "ms",
            "user",
            "session",
            "expired",
            "warn",
            "queue",
            "drained");
    private static final List<String> UNICODE = List.of(
            "Grüße",
            "Ελλάδα",
            "Привет",
            "שלום",
            "مرحبا",
            "日本語",
            "한국어",
            "👩‍🚀🚀",
            "e\u0301",
            "\u2028",
            "\ufeff",
            "\u00a0",
            "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
            "\ufffd",
            "ﬁ");
    private static final List<String> QUOTED = List.of(
            "\"", "'", "`", "\\", "\\\\", "\\n", "\\\"", "${x}", "%s", "{}", "{{.x}}", "<&>", "\\u0000", "|=", "$1");
    private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

    private final long seed;
    private final String purpose;
    private final int longest;
    private final boolean even;

    /**
     * @param purpose lower-case letters, digits and hyphens, at most 40
     * @param longest bytes of the longest line
     * @throws IllegalArgumentException when the purpose or the longest line is not what it must be
     */
    Lines(long seed, String purpose, int longest) {
        this(seed, purpose, longest, false);
    }

    private Lines(long seed, String purpose, int longest, boolean even) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException(
                    "'" + purpose + "' is no purpose of synthetic logs: 1 to 40 of a-z, 0-9 and '-' are");
        }
        if (longest < SHORTEST_LIMIT) {
            throw new IllegalArgumentException(
                    "workload.longest-line is " + longest + " bytes; synthetic lines need at least " + SHORTEST_LIMIT);
        }
        this.seed = seed;
        this.purpose = purpose;
        this.longest = longest;
        this.even = even;
    }

    /** Lines that are all of one length, in bytes, for what measures volume. */
    static Lines ofLength(long seed, String purpose, int length) {
        return new Lines(seed, purpose, length, true);
    }

    /** Which line a text claims to be. */
    record Mark(String purpose, int stream, int number) {}

    /** The mark near the beginning of a text, or null when there is none. */
    static @org.jspecify.annotations.Nullable Mark markOf(String text) {
        Matcher matcher = MARK.matcher(text.substring(0, Math.min(MARK_WITHIN, text.length())));
        return matcher.find()
                ? new Mark(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)))
                : null;
    }

    String purpose() {
        return purpose;
    }

    /** @param longestOfAll whether this one is to be as long as the longest may be */
    String text(int stream, int number, boolean longestOfAll) {
        SplittableRandom random = random(stream, number);
        String mark = purpose + "/s" + stream + "/n" + number + ";";
        if (longestOfAll || even) {
            return filled(mark, longest, random);
        }
        if (number % LONG_EVERY == LONG_EVERY - 1) {
            return filled(mark, random.nextInt(SHORTEST_LIMIT, Math.max(SHORTEST_LIMIT + 1, longest / 4)), random);
        }
        return switch (number % SHAPES) {
            case 0 -> mark + " " + words(random);
            case 1 -> mark + " " + joined(random, UNICODE, " ");
            case 2 -> mark + " " + joined(random, QUOTED, random.nextBoolean() ? "" : " ") + " ";
            case 3 -> mark + control(random);
            case 4 ->
                "{\"id\":\"" + mark + "\",\"level\":\"" + one(random, LEVELS) + "\",\"msg\":\"" + words(random)
                        + "\",\"duration_ms\":" + random.nextInt(10_000) + "}";
            case 5 ->
                "id=" + mark + " level=" + one(random, LEVELS) + " msg=\"" + words(random) + "\" duration="
                        + random.nextInt(10_000) + "ms";
            case 6 ->
                "{\"id\":\"" + mark + "\",\"nested\":{\"path\":\"C:\\\\logs\\\\" + one(random, WORDS)
                        + "\",\"text\":\"" + one(random, UNICODE).replace("\u2028", " ")
                        + " \\u00e9 \\\"quoted\\\"\"},\"list\":["
                        + random.nextInt() + ",null,true]}";
            default ->
                mark + " " + words(random) + "\t" + one(random, UNICODE) + " " + Long.toHexString(random.nextLong());
        };
    }

    private SplittableRandom random(int stream, int number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + purpose.hashCode();
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L + stream;
        mixed = (mixed ^ (mixed >>> 32)) * 0x94D049BB133111EBL + number;
        return new SplittableRandom(mixed);
    }

    private static String words(SplittableRandom random) {
        return joined(random, WORDS, " ");
    }

    private static String joined(SplittableRandom random, List<String> from, String separator) {
        StringBuilder text = new StringBuilder(one(random, from));
        for (int more = random.nextInt(2, 8); more > 0; more--) {
            text.append(separator).append(one(random, from));
        }
        return text.toString();
    }

    private static String control(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4, 12); i > 0; i--) {
            text.append((char) random.nextInt(0x20)).append(one(random, WORDS));
        }
        return text.append("\u001b[31m\u007f\r\n").toString();
    }

    private static String filled(String mark, int bytes, SplittableRandom random) {
        StringBuilder text = new StringBuilder(bytes).append(mark);
        while (text.length() < bytes) {
            text.append(' ').append(one(random, WORDS));
        }
        text.setLength(bytes);
        return text.toString();
    }

    private static String one(SplittableRandom random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Bytes of UTF-8, by which Loki measures lines. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
