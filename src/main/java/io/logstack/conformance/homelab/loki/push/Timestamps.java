package io.logstack.conformance.homelab.loki.push;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times in error texts. */
final class Timestamps {
    private static final DateTimeFormatter GO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** As Go prints a time: {@code 2026-11-22 10:00:00 +0000 UTC}. */
    static String go(long nanos) {
        return GO.format(Instant.EPOCH.plusNanos(nanos)) + " +0000 UTC";
    }

    static String rfc3339(long nanos) {
        return Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
