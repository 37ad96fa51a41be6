package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import java.util.Map;

/** A Loki whose every process is all of it: whichever its Service leads to is asked. */
record SingleBinary(Endpoint self) implements LokiProcesses {
    @Override
    public String address() {
        return self.address();
    }

    @Override
    public Endpoint write() {
        return self;
    }

    @Override
    public Endpoint read() {
        return self;
    }

    @Override
    public Endpoint configured() {
        return self;
    }

    @Override
    public Answer ready() {
        return self.get("/ready");
    }

    @Override
    public Map<String, String> services() {
        return Pages.services(self);
    }

    @Override
    public List<Answer> metricsPages() {
        return List.of(self.get("/metrics"));
    }

    @Override
    public Metrics metrics() {
        return Pages.metrics(self);
    }

    @Override
    public List<Answer> flush() {
        return List.of(Pages.flush(self));
    }
}
