package io.logstack.conformance.homelab.logql;

/** Sizes of text as Loki counts them: in bytes of UTF-8. */
public final class Utf8 {
    private Utf8() {}

    public static int length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                // Each half of a pair makes two of the four bytes.
                bytes += Character.isSurrogate(c) ? 1 : 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
