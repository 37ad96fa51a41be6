package io.logstack.conformance.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Loki's HTTP API. Pushes and queries go the way the operator's do, through the gateway where there is one; what the
 * gateway does not route ({@code /ready}, {@code /services}, {@code /metrics}) is asked of Loki itself. Methods that return
 * an {@link Answer} throw {@link NoAnswerException} only when there was none; the others also when it was not 2xx or not
 * what the API promises.
 */
public interface Loki {
    /** Address of Loki itself, for messages. */
    String address();

    /** {@code /ready}; of a Loki in several components the first that is not ready speaks for all. */
    Answer ready();

    /** {@code /services}: module name to state, such as {@code ingester → Running}. */
    Map<String, String> services();

    /** {@code /metrics} of each process, unparsed: whether they are well-formed is for the caller to see. */
    List<Answer> metricsPages();

    /**
     * {@code /metrics}, parsed; of a Loki in several components all of their pods' as one, where {@code instance} tells whose a
     * sample is.
     */
    Metrics metrics();

    /** {@code /config}: the running configuration, as nested maps and lists. */
    Map<String, Object> config();

    /** Pushes streams as JSON. */
    Answer push(List<LogStream> streams);

    /** Pushes a body as it is. */
    Answer pushRaw(String contentType, byte[] body);

    /** Any query endpoint, raw: {@code path} such as {@code /loki/api/v1/query_range}. */
    Answer ask(String path, Map<String, String> parameters);

    /** A log query's streams, over one request. */
    List<LogStream> logs(LogQuery query);

    /** An instant metric query's vector. */
    List<Sample> instant(String logql, Instant at);

    /** Asks for flushing every chunk in memory, whosever it is; false where Loki does not offer it. */
    boolean flush();

    /** Answers a query by the fastest client there is, for latency measurements: the body is read and counted, not kept. */
    Timing time(String path, Map<String, String> parameters);

    /**
     * @param status the HTTP status
     * @param took from the request's first byte to the answer's last
     * @param bytes length of the body
     */
    record Timing(int status, Duration took, long bytes) {}
}
