package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.logql.Durations;
import io.logstack.conformance.homelab.logql.QueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The parameters of a request, as Loki reads them. Times are nanoseconds since the epoch. */
final class Parameters {
    private static final long HOUR = 3_600_000_000_000L;

    private final Request request;
    private final long now;

    Parameters(Request request, Instant now) {
        this.request = request;
        this.now = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    /** {@code [start, end]}. */
    record Range(long start, long end) {}

    String query() {
        return text("query");
    }

    String text(String name) {
        String value = request.parameter(name);
        return value == null ? "" : value;
    }

    List<String> all(String name) {
        return request.parameters().getOrDefault(name, List.of());
    }

    /** {@code start}, {@code end} and {@code since}; the last hour without them. */
    Range range() {
        long since = HOUR;
        if (!text("since").isEmpty()) {
            try {
                since = Durations.prometheus(text("since"));
            } catch (QueryException e) {
                throw new BadRequestException("could not parse 'since' parameter: " + e.getMessage());
            }
        }
        long end = bound("end", now);
        long start = bound("start", Math.min(end, now) - since);
        return new Range(start, end);
    }

    private long bound(String name, long otherwise) {
        try {
            return time(name, otherwise);
        } catch (BadRequestException e) {
            throw new BadRequestException("could not parse '" + name + "' parameter: " + e.getMessage());
        }
    }

    /** A moment: nanoseconds, seconds where there are few digits or a point, or RFC 3339. */
    long time(String name, long otherwise) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.contains(".")
                && value.matches("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]{1,3})?")
                && value.matches(".*[0-9].*")) {
            double seconds = Double.parseDouble(value);
            double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
            // Loki keeps milliseconds of a fraction.
            double fraction = Math.rint((seconds - whole) * 1000) / 1000;
            return saturated(whole, 1e9) + (long) (fraction * 1e9);
        }
        try {
            long number = Long.parseLong(value);
            return value.length() <= 10 ? Math.multiplyExact(number, 1_000_000_000L) : number;
        } catch (NumberFormatException e) {
            return rfc3339(value);
        }
    }

    private static long saturated(double seconds, double factor) {
        return (long) Math.max(-9.2e18, Math.min(9.2e18, seconds * factor));
    }

    private static long rfc3339(String value) {
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRequestException(notAnInteger("ParseInt", value));
        }
    }

    long now() {
        return now;
    }

    /** {@code limit}, 100 without it. */
    int limit() {
        return positive("limit", 100);
    }

    int positive(String name, int otherwise) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BadRequestException(notAnInteger("Atoi", value));
        }
        if (number <= 0) {
            throw new BadRequestException("limit must be a positive value");
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    boolean forward() {
        return switch (text("direction").toUpperCase(java.util.Locale.ROOT)) {
            case "", "BACKWARD" -> false;
            case "FORWARD" -> true;
            default -> throw new BadRequestException("invalid direction '" + text("direction") + "'");
        };
    }

    /** {@code step} in nanoseconds; about 250 steps without it. */
    long step(Range range) {
        if (text("step").isEmpty()) {
            return Math.max(1, (range.end() - range.start()) / 250_000_000_000L) * 1_000_000_000L;
        }
        long step = secondsOrDuration("step");
        if (step <= 0) {
            throw new BadRequestException(
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        return step;
    }

    /** Only read to be refused when it is none. */
    void checkInterval() {
        if (!text("interval").isEmpty() && secondsOrDuration("interval") < 0) {
            throw new BadRequestException("interval must be >= 0");
        }
    }

    private long secondsOrDuration(String name) {
        String value = text(name);
        if (value.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
            double nanos = Double.parseDouble(value) * 1e9;
            if (Math.abs(nanos) > Long.MAX_VALUE) {
                throw new BadRequestException("cannot parse \"" + value + "\" to a valid duration. It overflows int64");
            }
            return (long) nanos;
        }
        try {
            return Durations.prometheus(value);
        } catch (QueryException e) {
            throw new BadRequestException("cannot parse \"" + value + "\" to a valid duration");
        }
    }

    private static String notAnInteger(String function, String value) {
        return "strconv." + function + ": parsing \"" + value + "\": invalid syntax";
    }
}
