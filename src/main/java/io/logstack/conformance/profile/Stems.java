package io.logstack.conformance.profile;

/**
 * Tells in one pass that a text holds none of some words, whatever their number, as is so for nearly every text that is
 * looked through for secrets. Words are known by their first four characters, without regard to case. Thread-safe.
 */
public final class Stems {
    /** Length of a stem; shorter words cannot be added. */
    public static final int LENGTH = 4;

    private static final int BITS = 16;

    private volatile long[] known = new long[1 << (BITS - 6)];

    public Stems(String... words) {
        for (String word : words) {
            add(word);
        }
    }

    /** @throws IllegalArgumentException when the word is shorter than a stem */
    public synchronized void add(String word) {
        if (word.length() < LENGTH) {
            throw new IllegalArgumentException("a word of less than " + LENGTH + " characters");
        }
        int last = 0;
        for (int i = 0; i < LENGTH; i++) {
            last = with(last, word.charAt(i));
        }
        long[] more = known.clone();
        int bit = bit(last);
        more[bit >>> 6] |= 1L << bit;
        known = more;
    }

    /** False when none of the words is in the text; true when one may be. */
    public boolean mayBeIn(String text) {
        // A copy, because the first compiler reads single characters of a String slowly.
        return next(text.toCharArray(), 0) >= 0;
    }

    /** Where the next of the words may begin, at an index or after it; negative when none does. */
    public int next(char[] text, int from) {
        long[] stems = known;
        int last = 0;
        for (int i = from; i < text.length; i++) {
            last = with(last, text[i]);
            int bit = bit(last);
            if ((stems[bit >>> 6] & (1L << bit)) != 0 && i - from >= LENGTH - 1) {
                return i - LENGTH + 1;
            }
        }
        return -1;
    }

    private static int with(int last, char c) {
        return (last << 8) | ((c | 0x20) & 0xff);
    }

    private static int bit(int last) {
        return (last * 0x9E3779B1) >>> (Integer.SIZE - BITS);
    }
}
