package io.logstack.conformance.stack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How the suite's own objects in the bucket are named: below a prefix that nobody else uses, by run, and by when they are
 * of no more use, so that what a killed run left can be told from what a run still needs.
 */
public final class TestObjects {
    /** All that the suite puts lies under it, and it removes nothing that does not. */
    public static final String PREFIX = "logstack-conformance/";

    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private TestObjects() {}

    /** The key of an object that nobody needs any more after a point in time. */
    public static String key(String run, Instant expires, String name) {
        return PREFIX + run.replace('/', '-') + "/until-" + EXPIRY.format(expires) + "/" + name;
    }

    /** The run that put an object of the suite's, or empty when the key is none of these. */
    public static Optional<String> run(String key) {
        return expiry(key).map(expires -> parts(key)[1]);
    }

    /** When an object of the suite's is of no more use, or empty when the key is none of these. */
    public static Optional<Instant> expiry(String key) {
        String[] parts = parts(key);
        if (!key.startsWith(PREFIX) || parts.length < 4 || !parts[2].startsWith("until-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(EXPIRY.parse(parts[2].substring("until-".length()), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String[] parts(String key) {
        return key.split("/", 4);
    }
}
