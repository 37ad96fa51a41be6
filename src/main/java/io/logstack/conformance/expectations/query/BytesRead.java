package io.logstack.conformance.expectations.query;

import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Loki had to read for a query, as its own statistics say ({@code stats.summary.totalBytesProcessed}). */
final class BytesRead {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/loki/api/v1/query_range";

    private BytesRead() {}

    /**
     * Bytes that a log query over a range read; all of it is read, as the limit is out of reach.
     *
     * @throws NoAnswerException when Loki refuses the query, or does not tell
     */
    static long by(Loki loki, String logql, Instant start, Instant end, int limit) {
        return of(loki.ask(
                PATH,
                Map.of(
                        "query", logql,
                        "start", Long.toString(LogQuery.nanos(start)),
                        "end", Long.toString(LogQuery.nanos(end)),
                        "limit", Integer.toString(limit))));
    }

    static long of(Answer answer) {
        JsonNode bytes;
        try {
            bytes = JSON.readTree(answer.body())
                    .path("data")
                    .path("stats")
                    .path("summary")
                    .path("totalBytesProcessed");
        } catch (JacksonException e) {
            throw new NoAnswerException("Loki answered " + new LokisAnswer(answer).told() + ", without JSON", e);
        }
        if (answer.status() != 200 || !bytes.isIntegralNumber()) {
            throw new NoAnswerException("Loki at " + answer.uri() + " answered " + answer.status()
                    + " without stats.summary.totalBytesProcessed");
        }
        return bytes.asLong();
    }
}
