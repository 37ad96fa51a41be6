package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.promql.Numbers;
import io.logstack.conformance.homelab.promql.Query;
import io.logstack.conformance.homelab.promql.QueryException;
import io.logstack.conformance.homelab.promql.SeriesSource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query} and {@code /api/v1/query_range}. */
final class QueryApi {
    private static final long MOST_POINTS = 11_000;

    private final SeriesSource source;
    private final LongSupplier now;

    /** @param now milliseconds since the epoch, for queries that give no time */
    QueryApi(SeriesSource source, LongSupplier now) {
        this.source = source;
        this.now = now;
    }

    /** A parameter that cannot be read. */
    private static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1;

        private final String words;

        BadParameter(String words) {
            super(words);
            this.words = words;
        }
    }

    Reply query(Request request) {
        try {
            String given = request.parameter("time");
            long time = given == null || given.isEmpty() ? now.getAsLong() : time("time", given);
            return Answers.success(Answers.instant(parsed(request).at(source, time), time));
        } catch (QueryException e) {
            return Answers.refused(e, "query");
        } catch (BadParameter e) {
            return Answers.badData(e.words);
        }
    }

    Reply queryRange(Request request) {
        try {
            long start = time("start", request.parameter("start"));
            long end = time("end", request.parameter("end"));
            if (end < start) {
                throw new BadParameter("invalid parameter \"end\": end timestamp must not be before start time");
            }
            long step = duration(request.parameter("step"));
            if (step <= 0) {
                throw new BadParameter(
                        "invalid parameter \"step\": zero or negative query resolution step widths are not accepted."
                                + " Try a positive integer");
            }
            if ((end - start) / step > MOST_POINTS) {
                throw new BadParameter("exceeded maximum resolution of 11,000 points per timeseries."
                        + " Try decreasing the query resolution (?step=XX)");
            }
            return Answers.success(Answers.range(parsed(request).over(source, start, end, step)));
        } catch (QueryException e) {
            return Answers.refused(e, "query");
        } catch (BadParameter e) {
            return Answers.badData(e.words);
        }
    }

    private static Query parsed(Request request) {
        String text = request.parameter("query");
        return Query.parse(text == null ? "" : text);
    }

    private static long time(String parameter, @Nullable String given) throws BadParameter {
        String text = given == null ? "" : given;
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException notSeconds) {
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeParseException e) {
                throw new BadParameter("invalid parameter \"" + parameter + "\": Invalid time value for '" + parameter
                        + "': cannot parse \"" + text + "\" to a valid timestamp");
            }
        }
    }

    private static long duration(@Nullable String given) throws BadParameter {
        String text = given == null ? "" : given;
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException notSeconds) {
            try {
                return Numbers.milliseconds(text);
            } catch (IllegalArgumentException e) {
                throw new BadParameter("invalid parameter \"step\": cannot parse \"" + text + "\" to a valid duration");
            }
        }
    }
}
