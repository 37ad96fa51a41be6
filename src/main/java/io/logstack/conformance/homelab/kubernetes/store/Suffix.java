package io.logstack.conformance.homelab.kubernetes.store;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;

/** The endings of generated names, in Kubernetes' alphabet without vowels and look-alikes. */
public final class Suffix {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private Suffix() {}

    /** Five characters, such as {@code x7k2p}. */
    public static String random() {
        return encode(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 5);
    }

    /** Ten characters that depend on the text alone, as a pod template's hash. */
    public static String hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return encode(crc.getValue() * 0x9E3779B97F4A7C15L & Long.MAX_VALUE, 10);
    }

    private static String encode(long number, int length) {
        StringBuilder text = new StringBuilder();
        long rest = number;
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return text.toString();
    }
}
