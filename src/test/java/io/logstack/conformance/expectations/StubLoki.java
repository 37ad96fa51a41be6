package io.logstack.conformance.expectations;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Sample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A Loki that answers only what a test has it answer. */
public class StubLoki implements Loki {
    @Override
    public String address() {
        return "http://stub";
    }

    /** An answer of this Loki's. */
    public static Answer answer(int status, String body) {
        return new Answer(URI.create("http://stub"), status, "application/json", body, Duration.ofMillis(1));
    }

    private static NoAnswerException unanswered() {
        return new NoAnswerException("the stub does not answer this");
    }

    @Override
    public Answer ready() {
        throw unanswered();
    }

    @Override
    public Map<String, String> services() {
        throw unanswered();
    }

    @Override
    public List<Answer> metricsPages() {
        throw unanswered();
    }

    @Override
    public Metrics metrics() {
        throw unanswered();
    }

    @Override
    public Map<String, Object> config() {
        throw unanswered();
    }

    @Override
    public Answer push(List<LogStream> streams) {
        throw unanswered();
    }

    @Override
    public Answer pushRaw(String contentType, byte[] body) {
        throw unanswered();
    }

    @Override
    public Answer ask(String path, Map<String, String> parameters) {
        throw unanswered();
    }

    @Override
    public List<LogStream> logs(LogQuery query) {
        throw unanswered();
    }

    @Override
    public List<Sample> instant(String logql, Instant at) {
        throw unanswered();
    }

    @Override
    public boolean flush() {
        throw unanswered();
    }

    @Override
    public Timing time(String path, Map<String, String> parameters) {
        throw unanswered();
    }
}
