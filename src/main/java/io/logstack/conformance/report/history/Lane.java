package io.logstack.conformance.report.history;

import io.logstack.conformance.report.statement.StatementFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Runs that may be compared with each other: those of one profile on one stack.
 *
 * @param tier the tier's name
 * @param profile the profile's name; what is in it may change
 * @param stack which stack of that tier: cluster, context or URLs. Empty for a simulated one, which is made for the run, and
 *     whose description says what is wrong with it rather than which it is
 */
public record Lane(String tier, String profile, String stack) {
    private static final int DIGEST = 10;

    static Lane of(StatementFile statement) {
        StatementFile.Stack stack = statement.stack();
        return new Lane(stack.tier(), statement.profile().name(), stack.simulated() ? "" : stack.description());
    }

    /** Name of the directory for its runs: readable, and no other lane's. */
    String directory() {
        String readable = (tier + "-" + profile).replaceAll("[^A-Za-z0-9_-]+", "_");
        return readable + "-" + digest(tier + "\n" + profile + "\n" + stack).substring(0, DIGEST);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
