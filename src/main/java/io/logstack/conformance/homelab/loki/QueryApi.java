package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.logql.CaselessLineFilters;
import io.logstack.conformance.homelab.logql.Durations;
import io.logstack.conformance.homelab.logql.Engine;
import io.logstack.conformance.homelab.logql.LogQl;
import io.logstack.conformance.homelab.logql.Plan;
import io.logstack.conformance.homelab.logql.QueryException;
import io.logstack.conformance.homelab.logql.Result;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** {@code query_range} and {@code query}. */
final class QueryApi {
    private static final int MAX_POINTS = 11_000;
    /** While queries fail, one in so many does. */
    private static final int FAILING = 3;
    /** Ranges from here on are long. */
    private static final Duration LONG = Duration.ofHours(12);

    private final LokiOptions options;
    private final FaultySource source;
    private final AtomicLong asked = new AtomicLong();

    QueryApi(LokiOptions options, FaultySource source) {
        this.options = options;
        this.source = source;
    }

    Reply range(Request request) throws InterruptedException {
        Parameters parameters = new Parameters(request, options.clock().instant());
        Parameters.Range range = parameters.range();
        if (range.end() < range.start()) {
            throw new BadRequestException("end timestamp must not be before or equal to start time");
        }
        int limit = parameters.limit();
        boolean forward = parameters.forward();
        long step = parameters.step(range);
        long length = length(range);
        if (guarded() && length / step > MAX_POINTS) {
            throw new BadRequestException(
                    "exceeded maximum resolution of 11,000 points per time series. Try increasing the"
                            + " value of the step parameter");
        }
        parameters.checkInterval();
        Plan plan = parse(parameters.query());
        checkLimits(plan, limit, length);
        misbehave(plan, length);
        QueryStatistics statistics = statistics(plan);
        Engine engine = new Engine(statistics, options.limits().maxQuerySeries());
        if (plan instanceof Plan.Log log) {
            return Answers.result(
                    engine.logs(log, range.start(), range.end(), entries(limit), forward), range.end(), statistics);
        }
        // Steps lie on multiples of the step, wherever the range begins; it is widened to them.
        long start = range.start() - Math.floorMod(range.start(), step);
        long end = range.end() + Math.floorMod(-range.end(), step);
        return Answers.result(engine.range((Plan.Metric) plan, start, end, step), end, statistics);
    }

    Reply instant(Request request) throws InterruptedException {
        Parameters parameters = new Parameters(request, options.clock().instant());
        parameters.limit();
        long time = parameters.time("time", parameters.now());
        parameters.forward();
        Plan plan = parse(parameters.query());
        if (!(plan instanceof Plan.Metric metric)) {
            throw new QueryException(
                    "log queries are not supported as an instant query type, please change your query to a"
                            + " range query type");
        }
        misbehave(metric, 0);
        QueryStatistics statistics = statistics(metric);
        Result result = new Engine(statistics, options.limits().maxQuerySeries()).instant(metric, time);
        return Answers.result(result, time, statistics);
    }

    Reply format(Request request) {
        String query = new Parameters(request, options.clock().instant()).query();
        try {
            String formatted = LogQl.parse(query).toString();
            return Answers.json("application/json; charset=utf-8", 200, json -> {
                json.writeStartObject();
                json.writeStringProperty("status", "success");
                json.writeStringProperty("data", formatted);
                json.writeEndObject();
            });
        } catch (QueryException e) {
            return Answers.json("application/json; charset=utf-8", 400, json -> {
                json.writeStartObject();
                json.writeStringProperty("status", "invalid-query");
                json.writeStringProperty("error", e.getMessage());
                json.writeEndObject();
            });
        }
    }

    private boolean guarded() {
        return !options.faults().active(Fault.GUARDS_OFF);
    }

    private Plan parse(String query) {
        Plan plan = guarded() ? LogQl.parse(query) : LogQl.parseUnguarded(query);
        return options.faults().active(Fault.LINE_FILTER_BROKEN) ? CaselessLineFilters.in(plan) : plan;
    }

    private QueryStatistics statistics(Plan plan) {
        FaultySource asked = plan instanceof Plan.Metric ? source.forMetrics() : source;
        return options.faults().active(Fault.INDEX_UNUSED)
                ? QueryStatistics.scanning(asked)
                : new QueryStatistics(asked);
    }

    private int entries(int limit) {
        return options.faults().active(Fault.PAGING_BROKEN) ? limit + 1 : limit;
    }

    private static long length(Parameters.Range range) {
        try {
            return Math.subtractExact(range.end(), range.start());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private void checkLimits(Plan plan, int limit, long length) {
        if (!guarded()) {
            return;
        }
        LokiLimits limits = options.limits();
        if (plan instanceof Plan.Log && limit > limits.maxEntriesPerQuery()) {
            throw new BadRequestException("max entries limit per query exceeded, limit > max_entries_limit_per_query ("
                    + limit + " > " + limits.maxEntriesPerQuery() + ")");
        }
        long milliseconds = length / 1_000_000 * 1_000_000;
        if (milliseconds > limits.maxQueryLength().toNanos()) {
            throw new BadRequestException("the query time range exceeds the limit (query length: "
                    + Durations.goText(milliseconds) + ", limit: "
                    + Durations.shortest(limits.maxQueryLength().toNanos()) + ")");
        }
    }

    private void misbehave(Plan plan, long length) throws InterruptedException {
        if (options.faults().active(Fault.SLOW_QUERIES)) {
            Thread.sleep(options.slowness().toMillis());
        }
        // Metric queries over a long range are split into the most parts, so that they are the first to wait and to be
        // turned
        // away.
        if (plan instanceof Plan.Metric && length >= LONG.toNanos()) {
            if (options.faults().active(Fault.SLOW_P95)) {
                Thread.sleep(options.slowness().toMillis());
            }
            if (options.faults().active(Fault.ERROR_RATE)) {
                throw new QueryFailedException(429, "too many outstanding requests");
            }
        }
        // Metric queries read every chunk of their range, so that they are the first to fail in a real one too.
        if (options.faults().active(Fault.QUERY_ERRORS)
                && plan instanceof Plan.Metric
                && asked.incrementAndGet() % FAILING == 0) {
            throw new QueryFailedException(500, "context deadline exceeded while reading chunks");
        }
    }

    /** A query that fails on Loki's side. */
    static final class QueryFailedException extends RuntimeException {
        private final int status;

        /** @param status 500, or 429 where Loki has no room for it */
        QueryFailedException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
